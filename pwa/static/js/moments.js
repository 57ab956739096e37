/** Moments as the hospital's clock tells them, wherever the phone thinks it is. */
const timeZone = "Asia/Shanghai";

/** Today the time is enough. */
export function shown(moment) {
  const dayOf = (time) => time.toLocaleDateString("en", { timeZone });
  const isToday = dayOf(moment) === dayOf(new Date());
  const time = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone };
  const day = isToday ? {} : { month: "numeric", day: "numeric" };
  return new Intl.DateTimeFormat(document.documentElement.lang, { ...day, ...time }).format(moment);
}
