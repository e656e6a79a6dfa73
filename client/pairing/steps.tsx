import { Numbered } from '../page/numbered.tsx';
import { useCopy } from '../words/language.tsx';
import { Rich } from '../words/rich.tsx';

/** What to tap on the phone. */
export function Steps({ byCode }: { byCode: boolean }) {
  const { t } = useCopy();
  const keys = byCode
    ? (['steps.code1', 'steps.code2', 'steps.code3'] as const)
    : (['steps.qr1', 'steps.qr2', 'steps.qr3'] as const);
  return (
    <div>
      <h2>{t(byCode ? 'steps.codeTitle' : 'steps.qrTitle')}</h2>
      <Numbered
        steps={keys.map((key) => (
          <Rich key={key}>{t(key)}</Rich>
        ))}
      />
    </div>
  );
}
