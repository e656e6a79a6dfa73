/** A sentence whose `**words**` stand out. */
export function Rich({ children }: { children: string }) {
  return children
    .split('**')
    .map((part, index) => (index % 2 === 1 ? <strong key={index}>{part}</strong> : part));
}
