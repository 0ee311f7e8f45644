"""Which day can be promised for an order: stages of the year, and finite loading by hours and material.

An order's day of entry gives its stage, the stage its production month. From the beginning of that month the
order takes the free hours of its work centres, operation by operation and day by day, when its material is
there; the hours it takes are nobody else's.

A worked example: a chair takes half an hour of welding and a quarter of painting a unit. Both give 8 hours a
day, and an operation begins on the working day after the one before. Friday 1 January 2027 is a holiday.

>>> from datetime import date
>>> stages = make_calendar(2027, holidays=[date(2027, 1, 1)])
>>> plant = Plant(
...     start=date(2027, 1, 1),
...     end=date(2027, 12, 31),
...     operations=[Operation("KRS-01", 10, "Las", 0.5), Operation("KRS-01", 20, "Cat", 0.25)],
...     work_centres=[WorkCentre("Las", 8), WorkCentre("Cat", 8)],
...     materials=[Material("Pipa", stock=150)],
...     needs=[Need("KRS-01", "Pipa", 2)],
...     arrivals=[Arrival("Pipa", date(2027, 1, 20), 500)],
...     holidays=[date(2027, 1, 1)],
... )
>>> orders = [
...     Order("ROP-1", "KRS-01", 40, wanted=date(2027, 1, 8), entered=date(2026, 12, 21)),
...     Order("ROP-2", "KRS-01", 20, wanted=date(2027, 1, 8), entered=date(2026, 12, 22)),
...     Order("ROP-3", "KRS-01", 30, wanted=date(2027, 1, 15), entered=date(2027, 1, 5)),
... ]

ROP-1 is welded for 20 hours, 8 on Monday the 4th, 8 on the 5th, 4 on the 6th, and painted for 8 + 2 hours
from the 7th on. ROP-2 has the 4 hours that the 6th has left and 6 of the 7th; its 5 hours of paint are free
on the 8th. Both took 120 of the 150 tubes: ROP-3, 60 tubes, waits for those of the 20th, is welded until
Thursday the 21st and painted on Friday.

>>> for one in promise(orders, plant, stages):
...     print(one.no, one.stage, one.day, one.reason or "in time")
ROP-1 1 2027-01-08 in time
ROP-2 1 2027-01-08 in time
ROP-3 2 2027-01-22 Material Pipa

Source: APS, items 4.3 to 4.9, 7.3 and 8.1; finite loading as in capacity requirements planning (Vollmann,
Berry, Whybark & Jacobs, *Manufacturing Planning and Control*).
"""

from xl_addin.allocation.loading import Loading, check_late, promise
from xl_addin.allocation.plant import (
    Arrival,
    DayHours,
    Material,
    Need,
    Operation,
    Order,
    Plant,
    WorkCentre,
)
from xl_addin.allocation.promises import LateAnswer, LateOrder, Load, Promise, Use
from xl_addin.allocation.stages import Stage, later_month, make_calendar, stage_of
from xl_addin.allocation.summary import MaterialUse, material_use, promised_load, rough_load

__all__ = [
    "Arrival",
    "DayHours",
    "LateAnswer",
    "LateOrder",
    "Load",
    "Loading",
    "Material",
    "MaterialUse",
    "Need",
    "Operation",
    "Order",
    "Plant",
    "Promise",
    "Stage",
    "Use",
    "WorkCentre",
    "check_late",
    "later_month",
    "make_calendar",
    "material_use",
    "promise",
    "promised_load",
    "rough_load",
    "stage_of",
]
