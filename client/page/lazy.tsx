/** Parts that are fetched when they are first needed: one that cannot be fetched says so, and is asked for again. */
import { Component, lazy as once, Suspense, useState, type ComponentType, type ReactNode } from 'react';
import { NotFetchedNote } from './not-fetched-note.tsx';
import { styleAgain } from './style-again.ts';

type Load<P> = () => Promise<{ default: ComponentType<P> }>;

class NotFetched extends Error {}

/** What breaks inside a part that was fetched is not ours. */
class Catch extends Component<{ note: ReactNode; children: ReactNode }, { error: unknown }> {
  override state = { error: null };
  static getDerivedStateFromError = (error: unknown) => ({ error });
  override render() {
    const error: unknown = this.state.error;
    if (error === null) return this.props.children;
    if (error instanceof NotFetched) return this.props.note;
    throw error;
  }
}

/**
 * React's `lazy`, which keeps a failure for good, with another try at each opening and by a button. With a way to give
 * up (`onClose`, where the part has one) the note floats over the page, and without one it stands in the part's place.
 * @param whole it is a page, whose heading is missing too
 */
export function lazy<P extends object>(load: Load<P>, whole = false) {
  let failed = false;
  const fetching = () =>
    once<ComponentType<P>>(() =>
      load().catch((cause: unknown) => {
        failed = true;
        throw new NotFetched('A part of the page could not be fetched', { cause });
      }),
    );
  let Part = fetching();
  // Not before the failure was shown: React draws a part that it waited for from its beginning.
  const forgive = () => {
    if (failed) Part = fetching();
    failed = false;
  };
  return function Fetched({ onGiveUp, ...rest }: P & { onGiveUp?: () => void }) {
    const [tries, setTries] = useState(0);
    const props = rest as unknown as P & { onClose?: () => void };
    const again = () => {
      forgive();
      setTries(tries + 1);
    };
    const note = (
      <NotFetchedNote
        tries={tries}
        onRetry={() => void styleAgain().finally(again)}
        onGiveUp={onGiveUp ?? props.onClose}
        onGone={forgive}
        whole={whole}
      />
    );
    return (
      <Catch key={tries} note={note}>
        <Part {...props} />
      </Catch>
    );
  };
}

/** A whole page for the router, which never asks again for one that it could not fetch. */
export function lazyPage(load: () => Promise<ComponentType>): () => Promise<{ Component: ComponentType }> {
  const Again = lazy(async () => ({ default: await load() }), true);
  const Waiting = () => (
    <Suspense>
      <Again />
    </Suspense>
  );
  return async () => ({ Component: await load().catch(() => Waiting) });
}
