"""A network of people for other programs: a table, GraphML and GEXF.

GraphML (graphml.graphdrawing.org) and GEXF 1.3 (gexf.net) are read by Gephi, yEd,
Cytoscape, igraph and NetworkX. Nodes are people, edges have no direction.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final
from xml.etree.ElementTree import Element, SubElement, tostring

from search.explore.network import Network, Tie

from .table import BYTE_ORDER_MARK, csv_row, csv_text

__all__ = ["COLUMNS", "NETWORK_FILES", "as_gexf", "as_graphml", "as_table"]

COLUMNS: Final = (
    *("source", "target", "together", "source_articles", "target_articles", "weight"),
)

_UNFIT: Final = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML has no way to write."""


def as_table(found: Network) -> str:
    """Return the ties as CSV, one in a row."""
    known = {one.name: one.articles for one in found.people}
    rows = [
        csv_row(
            [
                *(csv_text(tie.one), csv_text(tie.other), str(tie.together)),
                *(str(known[tie.one]), str(known[tie.other]), f"{tie.score:.4f}"),
            ]
        )
        for tie in found.ties
    ]
    return BYTE_ORDER_MARK + csv_row(COLUMNS) + "".join(rows)


def as_graphml(found: Network) -> str:
    """Return the network in GraphML."""
    root = Element("graphml", xmlns="http://graphml.graphdrawing.org/xmlns")
    for id, of, name, kind in (
        ("name", "node", "label", "string"),
        ("articles", "node", "articles", "int"),
        ("together", "edge", "together", "int"),
        ("weight", "edge", "weight", "double"),
    ):
        values = {"id": id, "for": of, "attr.name": name, "attr.type": kind}
        SubElement(root, "key", values)
    graph = SubElement(root, "graph", edgedefault="undirected")
    for number, one in enumerate(found.people):
        node = SubElement(graph, "node", id=f"n{number}")
        SubElement(node, "data", key="name").text = _fit(one.name)
        SubElement(node, "data", key="articles").text = str(one.articles)
    for source, target, tie in _numbered(found):
        edge = SubElement(graph, "edge", source=f"n{source}", target=f"n{target}")
        SubElement(edge, "data", key="together").text = str(tie.together)
        SubElement(edge, "data", key="weight").text = f"{tie.score:.4f}"
    return _written(root)


def as_gexf(found: Network) -> str:
    """Return the network in GEXF."""
    root = Element("gexf", xmlns="http://gexf.net/1.3", version="1.3")
    graph = SubElement(root, "graph", defaultedgetype="undirected")
    for kind, name in (("node", "articles"), ("edge", "together")):
        told = SubElement(graph, "attributes", {"class": kind})
        SubElement(told, "attribute", id=name, title=name, type="integer")
    nodes = SubElement(graph, "nodes")
    for number, one in enumerate(found.people):
        node = SubElement(nodes, "node", id=str(number), label=_fit(one.name))
        _valued(node, "articles", one.articles)
    edges = SubElement(graph, "edges")
    for number, (source, target, tie) in enumerate(_numbered(found)):
        ends = {"source": str(source), "target": str(target)}
        weight = f"{tie.score:.4f}"
        edge = SubElement(edges, "edge", ends, id=str(number), weight=weight)
        _valued(edge, "together", tie.together)
    return _written(root)


def _valued(element: Element, name: str, value: int) -> None:
    values = SubElement(element, "attvalues")
    SubElement(values, "attvalue", {"for": name, "value": str(value)})


def _numbered(found: Network) -> Iterable[tuple[int, int, Tie]]:
    numbers = {one.name: n for n, one in enumerate(found.people)}
    return ((numbers[tie.one], numbers[tie.other], tie) for tie in found.ties)


def _fit(text: str) -> str:
    return _UNFIT.sub("\ufffd", text)


def _written(root: Element) -> str:
    text = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


NETWORK_FILES: Final = {
    "csv": ("text/csv", as_table),
    "graphml": ("application/xml", as_graphml),
    "gexf": ("application/xml", as_gexf),
}
"""By the endings of files: what they are, and what writes them."""
