import classes from './code-boxes.module.css';

const empty = Array.from({ length: 8 }, () => '');

/** The eight characters of a pairing code, four and four. Null: which ones, if any, is not known. */
export function CodeBoxes({ code }: { code: string | null }) {
  const characters = code === null ? empty : [...code.replace(/[^0-9A-Za-z]/g, '')];
  const spelt = code === null ? { 'aria-hidden': true } : { role: 'img', 'aria-label': characters.join(' ') };
  return (
    <p className={classes.boxes} {...spelt}>
      {characters.map((character, index) => (
        <span
          key={index}
          className={`${index === 4 ? classes.second : ''} ${code === null ? 'hatched' : ''}`}
          aria-hidden
        >
          {character}
        </span>
      ))}
    </p>
  );
}
