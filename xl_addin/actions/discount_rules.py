"""Discounts without a workbook: what each payment counts for, each customer's month, and why it differs.

Amounts are whole rupiah. The order of the lines never matters: payments of an invoice count by their day.

Source: customer handling, items 3.2, 3.3, 5.1.1 and 8.2.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from udfs.discounts import discount_rate, discount_tier, payment_discount, target_discount
from udfs.registry import UdfError

PERIODS: Final = {"Bulanan": 1, "Triwulan": 3, "Semester": 6, "Tahunan": 12}
"""How many months a target covers."""

NO_INVOICE: Final = "Tanpa nomor faktur"
UNKNOWN_INVOICE: Final = "Faktur tidak ada"
UNKNOWN_CUSTOMER: Final = "Pelanggan tidak dikenal"
OVERPAID: Final = "Lebih bayar"
SETTLED_BEFORE: Final = "Faktur sudah lunas"
DOUBLE: Final = "Nomor ganda"
OTHER_CUSTOMER: Final = "Faktur milik pelanggan lain"
INCOMPLETE: Final = "Belum lengkap"

Tiers = Sequence[Sequence[float | None]]


@dataclass(frozen=True)
class Customer:
    """A customer: its group, its terms in days and, where it has its own, its rate for paying in time."""

    code: str
    name: str = ""
    group: str = ""
    terms: int | None = None
    rate: float | None = None
    active: bool = True


@dataclass(frozen=True)
class Group:
    """What customers of a group get: tiers of purchases with their rates, and a rate for paying in time."""

    name: str
    tiers: Tiers
    payment_rate: float = 0.0


@dataclass(frozen=True)
class Line:
    """A purchase or a return; a return may say which invoice it lessens."""

    no: str
    day: date | None
    code: str
    amount: float | None
    invoice: str = ""


@dataclass(frozen=True)
class Invoice:
    """An invoice; a payment is in time up to ``limit``, its due date or the working day after a day off."""

    no: str
    day: date | None
    code: str
    amount: float | None
    limit: date | None


@dataclass(frozen=True)
class Payment:
    """What came in for an invoice."""

    no: str
    day: date | None
    invoice: str
    amount: float | None


@dataclass(frozen=True)
class Settled:
    """What a payment counts for.

    Args:
        code: Whose invoice it pays; "" when it pays none.
        limit: Until when it is in time.
        rate: The rate that it earns then.
        before: What had been paid of the invoice in time before, rupiah.
        counted: What it pays of what was open, rupiah.
        excess: The rest, rupiah.
        finding: What is wrong, or "".
    """

    code: str = ""
    limit: date | None = None
    rate: float | None = None
    before: float = 0.0
    counted: float = 0.0
    excess: float = 0.0
    finding: str = ""


@dataclass(frozen=True)
class Month:
    """A customer's month, in rupiah: what ``Riwayat`` keeps of it."""

    code: str
    name: str = ""
    group: str = ""
    purchases: float = 0.0
    returns: float = 0.0
    period_net: float = 0.0
    tier: int = 0
    rate: float = 0.0
    target: float = 0.0
    in_time: float = 0.0
    late: float = 0.0
    payment: float = 0.0
    correction: float = 0.0
    reason: str = ""

    @property
    def net(self) -> float:
        """Purchases less returns; below 0 when more came back than was bought."""
        return self.purchases - self.returns

    @property
    def total(self) -> float:
        """The discount of the month."""
        return self.target + self.payment + self.correction


@dataclass(frozen=True)
class Parts:
    """What makes a month's discount another than the one before, in rupiah; together the whole difference."""

    purchases: float
    returns: float
    tier: float
    payments: float
    correction: float


@dataclass
class Ledger:
    """Everything that discounts are made of. Codes, groups and numbers are as :func:`key` writes them."""

    customers: Mapping[str, Customer]
    groups: Mapping[str, Group]
    purchases: Sequence[Line] = ()
    returns: Sequence[Line] = ()
    invoices: Sequence[Invoice] = ()
    payments: Sequence[Payment] = ()
    mode: str = "Seluruhnya"
    period: str = "Bulanan"
    settled: list[Settled] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.by_number = {one.no: one for one in reversed(self.invoices) if one.no}
        self.settled = settle(self)

    def period_start(self, month: date) -> date:
        """Return the first day of the period of the target to which a month belongs.

        >>> Ledger({}, {}, period="Triwulan").period_start(date(2027, 5, 1))
        datetime.date(2027, 4, 1)
        """
        length = PERIODS[self.period]
        return date(month.year, (month.month - 1) // length * length + 1, 1)

    def rate_of(self, customer: Customer) -> float:
        """Return a customer's rate for paying in time: its own, or its group's."""
        if customer.rate is not None:
            return customer.rate
        group = self.groups.get(customer.group)
        return group.payment_rate if group else 0.0


def settle(ledger: Ledger) -> list[Settled]:
    """Say of each payment what it counts for, in the order in which they stand.

    A payment counts up to what is open of its invoice on its day: the amount, less what has come back, less
    what earlier payments have paid.
    """
    found: list[Settled] = [Settled()] * len(ledger.payments)
    by_invoice: dict[str, list[int]] = defaultdict(list)
    for place, payment in enumerate(ledger.payments):
        finding = _unpayable(ledger, payment)
        if finding:
            found[place] = Settled(excess=payment.amount or 0.0, finding=finding)
        else:
            by_invoice[payment.invoice].append(place)
    returned: dict[str, list[Line]] = defaultdict(list)
    for line in ledger.returns:
        returned[line.invoice].append(line)
    for number, places in by_invoice.items():
        invoice = ledger.by_number[number]
        _settle_invoice(ledger, invoice, returned[number], places, found)
    return found


def _unpayable(ledger: Ledger, payment: Payment) -> str:
    """Return why a payment pays nothing, or ""."""
    if payment.day is None or payment.amount is None or payment.amount <= 0:
        return INCOMPLETE
    if not payment.invoice:
        return NO_INVOICE
    invoice = ledger.by_number.get(payment.invoice)
    if invoice is None:
        return UNKNOWN_INVOICE
    if invoice.code not in ledger.customers:
        return f"{UNKNOWN_CUSTOMER}: {invoice.code}" if invoice.code else UNKNOWN_CUSTOMER
    return INCOMPLETE if invoice.amount is None or invoice.limit is None else ""


def _settle_invoice(
    ledger: Ledger, invoice: Invoice, returned: Sequence[Line], places: list[int], found: list[Settled]
) -> None:
    customer = ledger.customers[invoice.code]
    limit, rate = invoice.limit or date.max, ledger.rate_of(customer)
    paid = in_time = 0.0
    dated = [(ledger.payments[place], place) for place in places]
    for payment, place in sorted(dated, key=lambda one: (one[0].day, one[0].no, one[0].amount, one[1])):
        day, amount = payment.day or date.max, payment.amount or 0.0
        back = sum(line.amount or 0.0 for line in returned if line.day is not None and line.day <= day)
        counted = min(amount, max((invoice.amount or 0.0) - back - paid, 0.0))
        finding = "" if counted == amount else OVERPAID if counted else SETTLED_BEFORE
        found[place] = Settled(invoice.code, limit, rate, in_time, counted, amount - counted, finding)
        paid += counted
        in_time += counted if day <= limit else 0.0


def month_of(
    ledger: Ledger,
    month: date,
    granted: Mapping[str, float],
    corrections: Mapping[str, tuple[float, str]],
) -> dict[str, Month]:
    """Return every customer's month, in the order of the customers.

    Args:
        ledger: The transactions.
        month: The first day of the month.
        granted: Discounts on targets given in earlier months of the period, by customer.
        corrections: Corrections that people have typed, with their reasons, by customer.
    """
    start, end = ledger.period_start(month), _next_month(month)
    bought, back = (_sums(lines, month, end) for lines in (ledger.purchases, ledger.returns))
    bought_all, back_all = (_sums(lines, start, end) for lines in (ledger.purchases, ledger.returns))
    in_time, late, earned = _paid(ledger, month, end)
    found = {}
    for code, customer in ledger.customers.items():
        correction, reason = corrections.get(code, (0.0, ""))
        touched = bought[code] or back[code] or in_time[code] or late[code] or correction
        if not (customer.active or touched):
            continue
        net = bought_all[code] - back_all[code]
        group = ledger.groups.get(customer.group)
        tier, rate, entitled = _target(net, group.tiers if group else (), ledger.mode)
        before = granted.get(code, 0.0) if start < month else 0.0
        found[code] = Month(
            code,
            customer.name,
            group.name if group else customer.group,
            bought[code],
            back[code],
            net,
            tier,
            rate,
            0.0 if entitled is None else entitled - before,
            in_time[code],
            late[code],
            earned[code],
            correction,
            reason,
        )
    return found


def _target(net: float, tiers: Tiers, mode: str) -> tuple[int, float, float | None]:
    """Return the tier, its rate and the discount; none where the tiers are no tiers."""
    try:
        return discount_tier(net, tiers), discount_rate(net, tiers), target_discount(net, tiers, mode)
    except (UdfError, IndexError):
        return 0, 0.0, None


def _paid(ledger: Ledger, month: date, end: date) -> tuple[dict[str, float], ...]:
    """Return what was paid in time, what late, and the discounts earned in a month, by customer."""
    in_time, late, earned = (defaultdict[str, float](float) for _ in range(3))
    for payment, settled in zip(ledger.payments, ledger.settled, strict=True):
        day, limit, rate = payment.day, settled.limit, settled.rate
        if day is None or limit is None or rate is None or not month <= day < end:
            continue
        (in_time if day <= limit else late)[settled.code] += settled.counted
        earned[settled.code] += payment_discount(settled.counted, limit, day, rate, settled.before)
    return in_time, late, earned


def _sums(lines: Iterable[Line], start: date, end: date) -> dict[str, float]:
    sums: dict[str, float] = defaultdict(float)
    for line in lines:
        if line.amount is not None and line.day is not None and start <= line.day < end:
            sums[line.code] += line.amount
    return sums


def compare(last: Month, now: Month) -> Parts:
    """Say what makes a customer's discount another than the month before.

    More or fewer purchases and returns count at last month's rate; the rest of the target's difference is
    that of the tier and its rate, with what a longer period brings to account later.

    >>> compare(Month("A", purchases=90e6, rate=0.02, target=1.8e6), Month("A", purchases=1e8, target=3e6))
    Parts(purchases=200000.0, returns=0.0, tier=1000000.0, payments=0.0, correction=0.0)
    """
    purchases = _at(now.purchases - last.purchases, last.rate)
    returns = _at(last.returns - now.returns, last.rate)
    return Parts(
        purchases,
        returns,
        now.target - last.target - purchases - returns,
        now.payment - last.payment,
        now.correction - last.correction,
    )


def _at(amount: float, rate: float) -> float:
    exact = Decimal(repr(amount)) * Decimal(repr(rate))
    return float(exact.quantize(Decimal(1), ROUND_HALF_UP)) + 0.0


def _next_month(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)
