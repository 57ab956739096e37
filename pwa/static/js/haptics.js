/** What a hand feels of an outcome, on phones that can be felt. */
const felt = (pattern) => () => {
  // before the first touch browsers refuse, and complain
  if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.(pattern);
};

export const vibrate = {
  success: felt(80),
  kept: felt([40, 60, 40]),
  refusal: felt([160, 80, 160]),
};
