import { useDocumentTitle } from '@mantine/hooks';

/** The heading of a page that has nothing else to show; the window is called the same. */
export function Titled({ children, className }: { children: string; className?: string | undefined }) {
  useDocumentTitle(`${children} · Heliograph`);
  return <h1 className={className}>{children}</h1>;
}
