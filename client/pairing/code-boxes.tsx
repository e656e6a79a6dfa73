import classes from './code-boxes.module.css';

/** The eight characters of a pairing code, four and four. */
export function CodeBoxes({ code }: { code: string }) {
  const characters = [...code.replace(/[^0-9A-Za-z]/g, '')];
  return (
    <p className={classes.boxes} aria-label={characters.join(' ')} role="img">
      {characters.map((character, index) => (
        <span key={index} className={index === 4 ? classes.second : undefined} aria-hidden>
          {character}
        </span>
      ))}
    </p>
  );
}
