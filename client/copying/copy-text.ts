/** Puts a text on the clipboard. Browsers lend theirs to pages over https only: elsewhere it is done by a selection. */
export async function copyText(text: string): Promise<boolean> {
  if ('clipboard' in navigator) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // Not allowed just now; the selection may be.
    }
  }
  const field = document.createElement('textarea');
  field.value = text;
  field.readOnly = true;
  field.style.cssText = 'position: fixed; opacity: 0';
  const before = document.activeElement;
  // Within a dialog, so that its focus trap lets it be selected.
  (document.querySelector('[role="dialog"]') ?? document.body).append(field);
  field.select();
  let done = false;
  try {
    done = document.execCommand('copy');
  } catch {
    // A browser without the old way either.
  }
  field.remove();
  if (before instanceof HTMLElement) before.focus();
  return done;
}
