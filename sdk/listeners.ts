/** Who wants to hear of something. One listener's fault is not the others', nor the teller's. */
export interface Listeners<T> {
  add(listener: (told: T) => void): () => void;
  tell(told: T): void;
  clear(): void;
}

export function createListeners<T>(): Listeners<T> {
  const listeners = new Set<{ listener: (told: T) => void }>();
  return {
    add(listener) {
      const entry = { listener };
      listeners.add(entry);
      return () => void listeners.delete(entry);
    },
    tell(told) {
      for (const { listener } of [...listeners]) {
        try {
          listener(told);
        } catch (error) {
          // Reported like any uncaught error, after everybody has heard.
          queueMicrotask(() => {
            throw error;
          });
        }
      }
    },
    clear: () => listeners.clear(),
  };
}
