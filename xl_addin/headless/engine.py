"""The engine and its apps: what stands in for the Excel program."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlwings as xw
from xlwings import base_classes

from udfs.registry import ExcelError
from xl_addin.headless.book import Book
from xl_addin.headless.cells import Shown
from xl_addin.headless.range import Range

NAME = "lembar"


def open_book(path: Path) -> xw.Book:
    """Open a file in an app of its own."""
    engine = registered()
    app = engine.impl.apps.add()
    try:
        return xw.Book(impl=app.books.open(str(path)))
    except BaseException:
        app.quit()
        raise


def registered() -> xw.Engine:
    """Return the engine as xlwings knows it; where there is no Excel it becomes the active one."""
    if NAME not in xw.engines.engines_by_name:
        xw.engines.add(xw.Engine(impl=Engine()))
    engine = xw.engines[NAME]
    if xw.engines.active is None:
        engine.activate()
    return engine


class Engine:
    """The entry that xlwings asks for apps and for the conversion of values."""

    name = NAME
    type = "desktop"

    def __init__(self) -> None:
        self.apps = Apps(self)

    @staticmethod
    def prepare_xl_data_element(value: Any, options: object) -> Any:  # noqa: ARG004 - xlwings passes it
        """Turn a Python value into one for a cell; what is no value (None, NaN, NaT) is blank."""
        if isinstance(value, datetime):
            return value.replace(tzinfo=None) if value == value else None  # noqa: PLR0124 - NaT is not
        if value is None or isinstance(value, (str, bool, date, ExcelError)):
            return value
        if hasattr(value, "item"):
            return Engine.prepare_xl_data_element(value.item(), None)
        if str(value) in ("<NA>", "nan", "NaT"):
            return None
        number = float(value)
        return number if math.isfinite(number) else ExcelError.NUM

    @staticmethod
    def clean_value_data(
        data: Sequence[Sequence[Shown]],
        datetime_builder: Callable[..., Any],
        empty_as: object,
        number_builder: Callable[[float], Any] | None,
        err_to_str: bool,
    ) -> list[list[Any]]:
        """Turn cells' values into the Python values that the reader of a range asked for."""

        def clean(value: Shown) -> Any:
            if value is None or value == "":
                return empty_as
            if isinstance(value, ExcelError):
                return value.value if err_to_str else None
            if isinstance(value, datetime):
                fields = ("year", "month", "day", "hour", "minute", "second", "microsecond")
                return datetime_builder(**{name: getattr(value, name) for name in fields}, tzinfo=None)
            if isinstance(value, float) and number_builder is not None:
                return number_builder(value)
            return value

        return [[clean(value) for value in row] for row in data]


class Apps(base_classes.Apps):
    """The apps that have a book open, the latest first."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._apps: dict[int, App] = {}
        self._numbers = itertools.count(1)

    def add(self, *_: object, **__: object) -> App:
        """Start an app, without a book: a book is always a file."""
        app = App(self._engine, next(self._numbers), self)
        self._apps[app.pid] = app
        return app

    def keys(self) -> list[int]:
        """Return the numbers of the apps."""
        return list(reversed(self._apps))

    def discard(self, app: App) -> None:
        """Forget an app that has quit."""
        self._apps.pop(app.pid, None)

    def __iter__(self) -> Iterator[App]:
        return iter(list(reversed(self._apps.values())))

    def __len__(self) -> int:
        return len(self._apps)

    def __getitem__(self, pid: int) -> App:
        return self._apps[pid]


class App(base_classes.App):
    """One stand-in for a running Excel; alerts are kept for who looks at :attr:`alerts`."""

    pid = 0
    visible = False
    screen_updating = True
    display_alerts = True
    enable_events = True
    interactive = True
    calculation = "manual"
    status_bar: str | bool = False
    cut_copy_mode: str | bool | None = None
    version = "16.0"
    hwnd = None
    path = ""
    startup_path = ""
    selection: Range | None = None

    def __init__(self, engine: Engine, pid: int, apps: Apps) -> None:
        self.engine = engine
        self.pid = pid
        self.alerts: list[str] = []
        self._apps = apps
        self._books = Books(self)

    @property
    def api(self) -> App:
        """The app itself: there is no Excel behind it."""
        return self

    @property
    def books(self) -> Books:
        """The open books."""
        return self._books

    def activate(self, steal_focus: bool = False) -> None:
        """Do nothing: there is no window."""

    def quit(self) -> None:
        """Close the books without saving."""
        self._books.clear()
        self._apps.discard(self)

    def kill(self) -> None:
        """Close the books without saving."""
        self.quit()

    def calculate(self) -> None:
        """Calculate every open book: cached values are fresh afterwards."""
        for book in self._books:
            book.calculate()

    def alert(self, prompt: str, title: object, buttons: str, mode: object, callback: object) -> str:  # noqa: ARG002
        """Keep the message and answer with the first button."""
        self.alerts.append(prompt)
        return (buttons or "ok").split("_")[0]


class Books(base_classes.Books):
    """The books of an app."""

    def __init__(self, app: App) -> None:
        self.app = app
        self._books: list[Book] = []

    @property
    def api(self) -> Books:
        """The collection itself."""
        return self

    @property
    def active(self) -> Book:
        """The book activated last."""
        return self._books[-1]

    def open(self, fullname: str, *rest: object) -> Book:  # noqa: ARG002 - links, passwords: Excel's affair
        """Open a file."""
        book = Book(self.app, self, Path(fullname))
        self._books.append(book)
        return book

    def activate(self, book: Book) -> None:
        """Make a book the active one."""
        self._books.remove(book)
        self._books.append(book)

    def discard(self, book: Book) -> None:
        """Forget a closed book, and the app with its last one."""
        if book in self._books:
            self._books.remove(book)
        if not self._books:
            self.app.quit()

    def clear(self) -> None:
        """Forget all books."""
        self._books.clear()

    def __call__(self, name_or_index: str | int) -> Book:
        """Return a book by name or number."""
        if isinstance(name_or_index, int):
            return self._books[name_or_index - 1]
        for book in self._books:
            if book.name.lower() == name_or_index.lower():
                return book
        raise KeyError(name_or_index)

    def __len__(self) -> int:
        return len(self._books)

    def __iter__(self) -> Iterator[Book]:
        return iter(list(self._books))
