/** Whether a person sees this session now, as a row or as its page: there it says itself what failed. */
export function onScreen(id: string): boolean {
  const shown = document.querySelectorAll(`[data-session="${CSS.escape(id)}"]`);
  return [...shown].some((element) => {
    const { top, bottom, height } = element.getBoundingClientRect();
    return height > 0 && bottom > 0 && top < window.innerHeight;
  });
}
