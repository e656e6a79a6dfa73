/**
 * Whoever works with the keyboard never falls off the page: when the control that has the focus goes away, its
 * neighbour takes over, and after a dialog what opened it, or that one's neighbour.
 *
 * Each place of focus is remembered for the part of the page it is in (a dialog, a menu, the page itself), so that
 * the many stops within a dialog do not push out the one before it.
 */

/** Where something stood before it was taken away, kept true while its surroundings go as well. */
interface Spot {
  parent: Element;
  before: Element | null;
  after: Element | null;
  /** What it was, and which of the controls in it had the focus: the next row's same button is the best neighbour. */
  kind: string;
  nth: number;
}

interface Stop {
  part: Element;
  control: HTMLElement;
  spot: Spot | null;
}

const parts = '[role="dialog"], [role="menu"], [role="listbox"], main, aside, nav';
const controls = 'a[href], button, input, select, textarea, [tabindex]';
/** What would swallow the single keys, and open the keyboard of a phone. */
const fields = 'textarea, select, input:not([type="radio"], [type="checkbox"])';
/** Whoever presses a key a moment too late must not do what stands in here. */
const closed = '[data-no-handover]';
/** More parts than anybody goes through before coming back. */
const most = 6;

const partOf = (element: Element) => element.closest(parts);
const usable = (element: HTMLElement) => element.getClientRects().length > 0 && !element.matches(':disabled');

const kindOf = (element: Element) => `${element.tagName} ${element.getAttribute('role') ?? ''}`;

function controlsIn(element: Element): HTMLElement[] {
  const all = [...element.querySelectorAll<HTMLElement>(controls)];
  return element instanceof HTMLElement && element.matches(controls) ? [element, ...all] : all;
}

const element = (node: Node | null, way: 'nextSibling' | 'previousSibling') => {
  let found = node;
  while (found && !(found instanceof Element)) found = found[way];
  return found;
};

function spotOf({ control }: Stop, removed: Element, record: MutationRecord): Spot | null {
  if (!(record.target instanceof Element)) return null;
  return {
    parent: record.target,
    before: element(record.previousSibling, 'previousSibling'),
    after: element(record.nextSibling, 'nextSibling'),
    kind: kindOf(removed),
    nth: controlsIn(removed).indexOf(control),
  };
}

/** The control to go to in an element that stands where the lost one stood, or beside it. */
function within(place: Element | null, { kind, nth }: Spot, last: boolean): HTMLElement | undefined {
  if (!place?.isConnected) return undefined;
  const found = controlsIn(place);
  const alike = kindOf(place) === kind ? found[nth] : undefined;
  if (alike && usable(alike)) return alike;
  const open = found.filter(
    (each) => each.tabIndex >= 0 && !each.matches(fields) && !each.closest(closed) && usable(each),
  );
  return last ? open.at(-1) : open[0];
}

function neighbour(spot: Spot, part: Element): HTMLElement | undefined {
  for (let at: Spot | null = spot; at; at = at.parent === part ? null : beside(at.parent)) {
    // The whole page was changed for another: its beginning, and no control of it.
    if (at.parent === part && !at.before && !at.after) break;
    const instead = at.before?.isConnected ? at.before.nextElementSibling : at.parent.firstElementChild;
    const found = within(instead, at, false) ?? within(at.after, at, false) ?? within(at.before, at, true);
    if (found) return found;
  }
  return part instanceof HTMLElement && part.matches('[tabindex]') ? part : undefined;
}

const beside = (place: Element): Spot | null =>
  place.parentElement && {
    parent: place.parentElement,
    before: place.previousElementSibling,
    after: place.nextElementSibling,
    kind: '',
    nth: 0,
  };

/** A browser takes the focus from what is switched off only as it draws. */
const lost = () => {
  const at = document.activeElement;
  return at === null || at === document.body || at.matches(':disabled');
};

/** Keeps the focus on the page until the answer is called. */
export function keepFocus(): () => void {
  let stops: Stop[] = [];
  let holder: HTMLElement | null = null;
  /** It only waits for an answer: it is given back to it. */
  let waits = false;
  let frame = 0;

  const onFocus = ({ target }: FocusEvent) => {
    if (!(target instanceof HTMLElement)) return;
    holder = target;
    waits = false;
    const part = partOf(target);
    if (part) {
      stops = [...stops.filter((each) => each.part !== part), { part, control: target, spot: null }].slice(
        -most,
      );
    }
  };
  // A click beside every control leaves none on purpose.
  const onPointer = () => (holder = null);

  const settle = () => {
    if (!lost()) return;
    for (const { part, control, spot } of stops.toReversed()) {
      // With a part that is gone the one before it goes on: what opened the dialog.
      if (!part.isConnected) continue;
      const where = control.isConnected ? beside(control) : spot;
      const next = control.isConnected && usable(control) ? control : where && neighbour(where, part);
      next?.focus({ preventScroll: true });
      if (!next || document.activeElement !== next) continue;
      // What is only switched off, or out of sight, is come back to once its neighbour is left for another part.
      if (control.isConnected)
        stops = stops.map((each) => (each.part === part ? { part, control, spot: null } : each));
      return;
    }
    document.getElementById('main')?.focus({ preventScroll: true });
  };

  const note = (removed: Element, record: MutationRecord) => {
    for (const stop of stops) {
      const { spot } = stop;
      if (removed.contains(stop.control) || (spot && removed.contains(spot.parent))) {
        stop.spot = spotOf(stop, removed, record);
      } else if (spot?.after === removed) spot.after = element(record.nextSibling, 'nextSibling');
      else if (spot?.before === removed) spot.before = element(record.previousSibling, 'previousSibling');
    }
  };
  const watch = new MutationObserver((records) => {
    for (const record of records) {
      for (const removed of record.removedNodes) if (removed instanceof Element) note(removed, record);
    }
    if (!holder) return;
    const off = holder.matches(':disabled');
    if (holder.isConnected && (!off || holder.hasAttribute('data-loading'))) {
      if (waits && !off && lost()) holder.focus({ preventScroll: true });
      waits = off;
      return;
    }
    holder = null;
    // What takes the focus by itself, as a dialog does, does it before.
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(settle);
  });

  document.addEventListener('focusin', onFocus);
  document.addEventListener('pointerdown', onPointer, true);
  watch.observe(document.body, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ['disabled'],
  });
  return () => {
    document.removeEventListener('focusin', onFocus);
    document.removeEventListener('pointerdown', onPointer, true);
    watch.disconnect();
    cancelAnimationFrame(frame);
  };
}
