from __future__ import annotations

import pytest

from diplo_extract.linking.genre import genre_of

CREDENTIALS = "Remise des lettres de créance de Mme Awa Faye"
CASES = [
    ("DÉCLARATION COMMUNE\n\nSommet de Nairobi\n\nLes ministres étaient là.", "Sommet de Nairobi", "joint_text"),
    ("Nous regrettons la décision du Niger de se retirer de la commission du bassin.", None, "statement"),
    (f"{CREDENTIALS}\n\nAu palais, mardi, la cérémonie a duré une heure.", CREDENTIALS, "readout"),
    ("La ministre a eu mardi une entrevue avec l'envoyé de l'ONU.", None, "readout"),
    ("Point de presse du 3 mai\n\nEntretien avec M. Sow\n\nIl sera reçu.", "Entretien avec M. Sow", "statement"),
    (
        "Visite à Conakry : communiqué conjoint\n\nIl a reçu M. Sow.",
        "Visite à Conakry : communiqué conjoint",
        "joint_text",
    ),
    (
        "Rencontre Sow-Berg : le Communiqué conjoint\n\nIl a reçu M. Sow.",
        "Rencontre Sow-Berg : le Communiqué conjoint",
        "joint_text",
    ),
    ("M. Sow à Oslo\n\nLe ministre effectue les 20 et 21 mai une visite à Oslo.", "M. Sow à Oslo", "announcement"),
    ("La ministre effectue les contrôles prévus. Elle a condamné l'attentat.", None, "statement"),
    ("Le ministre a eu mardi à Hanoi des entretiens avec son homologue laotien.", None, "readout"),
    ("Discours de la ministre\n\nMesdames et Messieurs, je vous remercie.", "Discours de la ministre", "speech"),
]


@pytest.mark.parametrize(("text", "title", "genre"), CASES)
def test_genre(text: str, title: str | None, genre: str) -> None:
    assert genre_of(text, title) == genre
