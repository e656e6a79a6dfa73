/**
 * Whether a person sees where this session says what failed: in its row, or right below the head of its page. The rest
 * of a page is long, and says nothing of it.
 */
export function onScreen(id: string): boolean {
  const shown = document.querySelectorAll(`[data-session="${CSS.escape(id)}"]`);
  return [...shown].some((element) => {
    const place = element.matches('article') ? (element.querySelector('header') ?? element) : element;
    const { top, bottom, height } = place.getBoundingClientRect();
    return height > 0 && bottom > 0 && top < window.innerHeight;
  });
}
