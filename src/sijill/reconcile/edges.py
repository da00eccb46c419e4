"""
The steps from an incident's documents to its origins, as the record keeps them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sijill.model import OriginEdge
from sijill.reconcile.bodies import named_body, outlet_of
from sijill.reconcile.origins import OriginGraph, Traced

_STEPS = 64


def list_edges(traced: Sequence[Traced], graph: OriginGraph) -> tuple[OriginEdge, ...]:
    """
    Return each step from the documents of *traced* to where their words come from, once.

    A document's copies and credits come first, then whom each claim's own words name.
    """
    edges = dict.fromkeys(
        edge for item in traced for edge in (*_document(item, graph), *_claim(item))
    )
    return tuple(sorted(edges, key=lambda e: (e.document, e.claim or "", e.reason)))


def _document(item: Traced, graph: OriginGraph) -> Iterator[OriginEdge]:
    document = item.claim.document_id
    for _ in range(_STEPS):
        if credit := graph.credits.get(document):
            yield OriginEdge(document, "credited", body=credit.name)
        edge = graph.descent.get(document)
        if edge is None or edge.to_document is None:
            return
        yield edge
        document = edge.to_document


def _claim(item: Traced) -> Iterator[OriginEdge]:
    claim = item.claim
    if body := named_body(claim):
        yield OriginEdge(claim.document_id, "attributed", claim.id, body=body.name)
    elif item.reason == "own_source":
        name = outlet_of(claim).name or None
        yield OriginEdge(claim.document_id, "own_source", claim.id, body=name)
