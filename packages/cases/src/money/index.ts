export { decideMoney, SHORTEST_MONEY_REASON, wishMoney, type MoneyWish } from './decide-money.ts';
export { seesMoney } from './finance.ts';
export { listCredits, listMoney, listMoneyActs, readFee, type Credit, type Fee, type MoneyAct, type MoneyView } from './read-money.ts';
