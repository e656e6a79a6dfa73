/** The mark: a mirror that throws the sun. */
export function Mark({ size = 22 }: { size?: number }) {
  return (
    <svg viewBox="0 0 32 32" width={size} height={size} fill="none" aria-hidden>
      <path d="M16 2a14 14 0 0 0-9.9 23.9L25.9 6.1A13.96 13.96 0 0 0 16 2Z" fill="#FFBC3D" />
      <path d="M28.2 9.3 9.3 28.2A14 14 0 0 0 28.2 9.3Z" fill="var(--hg-text)" />
    </svg>
  );
}
