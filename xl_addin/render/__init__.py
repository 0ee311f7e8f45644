"""Template engine: Jinja2 in the cells of an ordinary .xlsx; what covers a repeated row grows with it."""

from xl_addin.render.engine import render
from xl_addin.render.limits import Limits
from xl_addin.render.problems import Problem, TemplateError

__all__ = ["Limits", "Problem", "TemplateError", "render"]
