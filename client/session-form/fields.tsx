/** The fields of a form over a draft: each knows its value, its mistake and how it changes. */
import { PasswordInput, Select, Switch, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useCopy } from '../words/language.tsx';
import type { Draft, Field } from './draft.ts';
import type { Mistakes } from './mistakes.ts';
import classes from './session-form.module.css';

export interface FormProps {
  draft: Draft;
  mistakes: Mistakes;
  onChange: (change: Partial<Draft>) => void;
}

type TextField = { [Key in Field]: Draft[Key] extends string ? Key : never }[Field];
type FlagField = { [Key in Field]: Draft[Key] extends boolean ? Key : never }[Field];

/** What is wrong with a field, in words; undefined: nothing. */
export function useMistake({ mistakes }: Pick<FormProps, 'mistakes'>, field: Field): string | undefined {
  const { t } = useCopy();
  const mistake = mistakes[field];
  return mistake && t(mistake.words, mistake.details === undefined ? {} : { details: mistake.details });
}

interface TextProps {
  form: FormProps;
  field: TextField;
  label: string;
  hint?: string | undefined;
  placeholder?: string | undefined;
  mono?: boolean;
  secret?: boolean;
  numeric?: boolean;
  focus?: boolean;
}

export function TextOf({
  form,
  field,
  label,
  hint,
  placeholder,
  mono,
  secret = false,
  numeric,
  focus,
}: TextProps) {
  const { t } = useCopy();
  const common = {
    id: `field-${field}`,
    label,
    description: hint,
    placeholder,
    error: useMistake(form, field),
    value: form.draft[field],
    inputWrapperOrder: ['label' as const, 'input' as const, 'error' as const, 'description' as const],
    autoComplete: 'off',
    spellCheck: false,
    classNames: { description: classes.hint, error: classes.hint, ...(mono ? { input: 'mono' } : {}) },
    inputMode: numeric ? ('numeric' as const) : undefined,
    autoFocus: focus,
    onChange: (event: { currentTarget: { value: string } }) =>
      form.onChange({ [field]: event.currentTarget.value }),
  };
  if (!secret) return <TextInput {...common} />;
  return (
    <PasswordInput
      {...common}
      autoComplete="new-password"
      visibilityToggleButtonProps={{ 'aria-label': t('login.show') }}
    />
  );
}

export function FlagOf({ form, field, label }: { form: FormProps; field: FlagField; label: string }) {
  return (
    <Switch
      id={`field-${field}`}
      label={label}
      color="var(--hg-text)"
      checked={form.draft[field]}
      onChange={(event) => form.onChange({ [field]: event.currentTarget.checked })}
    />
  );
}

interface ChoiceProps<Value extends string> {
  form: FormProps;
  field: Field;
  label: string;
  value: Value;
  choices: { value: Value; label: string }[];
}

export function ChoiceOf<Value extends string>({ form, field, label, value, choices }: ChoiceProps<Value>) {
  return (
    <Select
      id={`field-${field}`}
      label={label}
      data={choices}
      value={value}
      allowDeselect={false}
      classNames={{ label: classes.label, input: classes.choice }}
      error={useMistake(form, field)}
      onChange={(next) => form.onChange({ [field]: next ?? value })}
    />
  );
}

/** A part of the form, reachable by its name. */
export function Part({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section className={classes.part} aria-labelledby={id}>
      <h2 id={id} tabIndex={-1}>
        {title}
      </h2>
      {children}
    </section>
  );
}
