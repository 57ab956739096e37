/** What a hand feels of an outcome, on phones that can be felt. */
export const vibrate = {
  success: () => navigator.vibrate?.(80),
  kept: () => navigator.vibrate?.([40, 60, 40]),
  refusal: () => navigator.vibrate?.([160, 80, 160]),
};
