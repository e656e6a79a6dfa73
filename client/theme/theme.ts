/** tokens.json as Mantine's theme, and the scheme's colours as `--hg-*` variables. */
import {
  createTheme,
  defaultVariantColorsResolver,
  type CSSVariablesResolver,
  type MantineColorsTuple,
  type MantineThemeOverride,
  type VariantColorsResolver,
} from '@mantine/core';
import { schemeVariables } from './scheme-variables.ts';
import tokens from './tokens.json';
import classes from './theme.module.css';

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: schemeVariables('light'),
  dark: schemeVariables('dark'),
});

/** The sun: for the one thing to do next. */
const variantColors: VariantColorsResolver = (input) => {
  if (input.variant === 'primary') {
    return {
      background: 'var(--hg-primary)',
      hover: 'var(--hg-primary-hover)',
      color: 'var(--hg-primary-text)',
      border: '1px solid var(--hg-primary-edge)',
    };
  }
  if (input.variant === 'danger') {
    return {
      background: 'var(--hg-danger)',
      hover: 'color-mix(in srgb, var(--hg-danger), var(--hg-text) 14%)',
      color: 'var(--hg-danger-text)',
      border: '1px solid transparent',
    };
  }
  return defaultVariantColorsResolver(input);
};

const { colors, ...rest } = tokens.theme;

export const theme: MantineThemeOverride = createTheme({
  ...(rest as MantineThemeOverride),
  colors: colors as unknown as Record<string, MantineColorsTuple>,
  variantColorResolver: variantColors,
  components: {
    Button: { defaultProps: { variant: 'default' }, classNames: { root: classes.button } },
    ActionIcon: { defaultProps: { variant: 'default' }, classNames: { root: classes.icon } },
    // Where a menu or a hint hangs, it is still part of the page's main part, for whoever walks by landmarks.
    Popover: { defaultProps: { portalProps: { target: '#main' } } },
    Menu: {
      defaultProps: { withInitialFocusPlaceholder: false },
      classNames: { dropdown: classes.floating, item: classes.menuItem },
    },
    Combobox: { classNames: { dropdown: classes.floating } },
    Select: {
      classNames: {
        dropdown: classes.floating,
        option: classes.option,
        input: classes.input,
        label: classes.label,
      },
    },
    NativeSelect: { classNames: { input: classes.input, label: classes.label } },
    Modal: {
      defaultProps: {
        overlayProps: { color: '#1D1A15', backgroundOpacity: 0.45 },
        transitionProps: { duration: 120 },
      },
      classNames: {
        overlay: classes.overlay,
        content: classes.modal,
        header: classes.modalHeader,
        title: classes.modalTitle,
        close: classes.close,
      },
    },
    Tooltip: {
      defaultProps: { portalProps: { target: '#main' } },
      classNames: { tooltip: classes.tooltip },
    },
    InputWrapper: { classNames: { description: classes.hint, error: classes.hint } },
    TextInput: { classNames: { input: classes.input, label: classes.label } },
    PasswordInput: {
      defaultProps: { visibilityToggleFocusable: true },
      classNames: { input: classes.input, label: classes.label },
    },
    Switch: { classNames: { track: classes.track, thumb: classes.thumb } },
  },
});
