import { type BrandVariants, createDarkTheme, createLightTheme, type Theme } from '@fluentui/react-components'

/** Atrium's own colour, from nearly black to nearly white; 80 is the one that people remember. */
const teal: BrandVariants = {
  10: '#02141a',
  20: '#041f27',
  30: '#062b36',
  40: '#083845',
  50: '#094454',
  60: '#0b5163',
  70: '#0d5f73',
  80: '#0f6c81',
  90: '#2a7e92',
  100: '#4390a3',
  110: '#5ca2b4',
  120: '#76b4c5',
  130: '#90c6d5',
  140: '#abd7e3',
  150: '#c6e7ef',
  160: '#e2f5f9',
}

const lightTheme: Theme = createLightTheme(teal)

const darkTheme: Theme = {
  ...createDarkTheme(teal),
  // The darker shades that Fluent takes by itself do not reach a contrast of 4.5 to 1 (WCAG 2.2, 1.4.3) in this hue.
  colorBrandForeground1: teal[120],
  colorBrandForeground2: teal[130],
  colorBrandForegroundLink: teal[120],
  colorBrandForegroundLinkHover: teal[130],
  colorBrandForegroundLinkPressed: teal[140],
  colorBrandForegroundLinkSelected: teal[120],
  colorCompoundBrandForeground1: teal[120],
  colorCompoundBrandForeground1Hover: teal[130],
  colorCompoundBrandForeground1Pressed: teal[140],
  colorCompoundBrandBackground: teal[110],
  colorCompoundBrandBackgroundHover: teal[120],
  colorCompoundBrandBackgroundPressed: teal[130],
  colorCompoundBrandStroke: teal[110],
  colorCompoundBrandStrokeHover: teal[120],
}

export const themes = { light: lightTheme, dark: darkTheme } as const
