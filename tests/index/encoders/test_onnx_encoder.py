from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.encoders.onnx_encoder import OnnxEncoder
from index.encoders.protocol import Encoder, Vectors
from index.encoders.registry import DEFAULT_FOLDER

SAME = 0.999
"""Cosine of what should be one vector: activations are rounded, so the last digits may move."""

PAIRS = [
    (
        "Баланы балабақша кезегіне қою үшін туу туралы куәлік керек.",
        "Чтобы поставить ребёнка в очередь в детский сад, нужно свидетельство о рождении.",
    ),
    (
        "Неке екі куәгерсіз, өтініш берген күннен бастап он бес күннен кейін тіркеледі.",
        "Брак регистрируется без свидетелей через пятнадцать дней после подачи заявления.",
    ),
    (
        "Жүргізуші куәлігі жоғалса, полицияға хабарласып, жаңасын алуға болады.",
        "При утере водительского удостоверения нужно обратиться в полицию и получить новое.",
    ),
    (
        "Зейнетақы мөлшері еңбек өтіліне байланысты есептеледі.",
        "Размер пенсии рассчитывается в зависимости от трудового стажа.",
    ),
    (
        "Жер учаскесін жалға алу шарты бес жылға жасалады.",
        "Договор аренды земельного участка заключается на пять лет.",
    ),
    (
        "Шешімге келіспесеңіз, жоғары тұрған органға шағымдана аласыз.",
        "Если вы не согласны с решением, можно пожаловаться в вышестоящий орган.",
    ),
]
KAZAKH = [pair[0] for pair in PAIRS]
RUSSIAN = [pair[1] for pair in PAIRS]
MIXED = [
    *KAZAKH,
    *RUSSIAN,
    "Көрсетілетін қызметті алушы құжаттар топтамасын толық ұсынбаған жағдайда өтініш "
    "қабылданбайды, бұл туралы қолхат беріледі және себебі көрсетіледі.",
    "МРП",
    "How do I get an apostille?",
]


def cosines(left: Vectors, right: Vectors) -> Vectors:
    return np.einsum("ij,ij->i", left, right)


def test_it_is_an_encoder(encoder: OnnxEncoder) -> None:
    as_protocol: Encoder = encoder
    assert as_protocol.name == "bilim-e5-small"
    assert len(as_protocol.version) == 16
    assert as_protocol.dimensions == 384


def test_vectors_are_rows_of_length_one_in_float32(encoder: OnnxEncoder) -> None:
    vectors = encoder.encode_passages(MIXED)

    assert vectors.shape == (len(MIXED), encoder.dimensions)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_no_texts_give_no_rows(encoder: OnnxEncoder) -> None:
    assert encoder.encode_queries([]).shape == (0, encoder.dimensions)


def test_the_same_texts_give_the_same_vectors(encoder: OnnxEncoder) -> None:
    again = OnnxEncoder(DEFAULT_FOLDER)

    np.testing.assert_array_equal(encoder.encode_passages(MIXED), again.encode_passages(MIXED))


def test_a_text_gets_its_own_vector_whatever_it_is_encoded_with(encoder: OnnxEncoder) -> None:
    together = encoder.encode_passages(MIXED)
    alone = np.concatenate([encoder.encode_passages([text]) for text in MIXED])

    assert cosines(together, alone).min() > SAME
    np.testing.assert_allclose(together, alone, atol=0.01)


def test_rows_keep_the_order_of_the_texts(encoder: OnnxEncoder) -> None:
    forwards = encoder.encode_passages(MIXED)
    backwards = encoder.encode_passages(MIXED[::-1])[::-1]

    assert cosines(forwards, backwards).min() > SAME


def test_queries_and_passages_are_told_apart(encoder: OnnxEncoder) -> None:
    text = ["Апостиль қою"]

    assert cosines(encoder.encode_queries(text), encoder.encode_passages(text))[0] < SAME


@pytest.mark.parametrize(
    ("question", "near", "far"),
    [
        (
            "Қанша уақытта жауап береді?",
            "Мемлекеттік қызметті көрсету мерзімі – бес жұмыс күні.",
            "Мемлекеттік баж екінші деңгейдегі банктер арқылы төленеді.",
        ),
        (
            "сколько нужно заплатить",
            "За оказание услуги взимается государственная пошлина в размере 0,5 МРП.",
            "Услугополучатель вправе обжаловать решение в суде.",
        ),
        (
            "баламды мектепке қалай беремін",
            "Бірінші сыныпқа оқушыларды қабылдау үшін өтініш портал арқылы беріледі.",
            "Көлік құралын мемлекеттік тіркеу үшін техникалық паспорт ұсынылады.",
        ),
        (
            "могут ли мне отказать",
            "Основания для отказа: представление недостоверных документов.",
            "Заявление регистрируется в день его поступления в канцелярию.",
        ),
    ],
)
def test_a_question_is_nearer_to_what_answers_it(
    encoder: OnnxEncoder, question: str, near: str, far: str
) -> None:
    asked = encoder.encode_queries([question])[0]
    answering, other = encoder.encode_passages([near, far]) @ asked

    assert answering > other


def test_a_kazakh_text_is_nearest_to_its_own_russian_translation(encoder: OnnxEncoder) -> None:
    nearness = encoder.encode_passages(KAZAKH) @ encoder.encode_passages(RUSSIAN).T

    assert nearness.argmax(axis=1).tolist() == list(range(len(PAIRS)))
    assert nearness.argmax(axis=0).tolist() == list(range(len(PAIRS)))


def test_an_empty_text_has_a_vector_of_its_own(encoder: OnnxEncoder) -> None:
    empty, blank, worded = encoder.encode_queries(["", "   ", "паспорт"])

    np.testing.assert_allclose(np.linalg.norm(empty), 1, atol=1e-5)
    assert empty @ blank > SAME
    assert empty @ worded < SAME


def test_only_the_start_of_a_very_long_text_is_read(encoder: OnnxEncoder) -> None:
    paragraph = "Көрсетілетін қызметті беруші өтінішті тіркейді және жауапты орындаушыға береді. "
    long = paragraph * 60
    other_tail = long + "Мүлде басқа нәрсе туралы: бүгін ауа райы жақсы, теңізде балық көп."

    vectors = encoder.encode_passages([long, other_tail, paragraph * 2])

    assert vectors[0] @ vectors[1] > SAME
    assert vectors[0] @ vectors[2] < SAME


def test_what_has_no_piece_is_still_encoded(encoder: OnnxEncoder) -> None:
    vectors = encoder.encode_queries(["𐎀𐎁𐎂", "\U0001f9ff", "中文", "\x00\u200b"])

    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


@settings(max_examples=25, deadline=None)
@given(texts=st.lists(st.text(max_size=80), max_size=4))
def test_any_texts_give_finite_unit_vectors(encoder: OnnxEncoder, texts: list[str]) -> None:
    vectors = encoder.encode_passages(texts)

    assert vectors.shape == (len(texts), encoder.dimensions)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_one_encoder_serves_several_threads(encoder: OnnxEncoder) -> None:
    expected = encoder.encode_queries(MIXED)
    found: list[Vectors] = []
    threads = [
        threading.Thread(target=lambda: found.append(encoder.encode_queries(MIXED)))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(found) == 4
    assert all(cosines(expected, vectors).min() > SAME for vectors in found)


def test_fewer_threads_give_the_same_vectors(encoder: OnnxEncoder) -> None:
    single = OnnxEncoder(DEFAULT_FOLDER, threads=1)

    assert cosines(encoder.encode_passages(MIXED), single.encode_passages(MIXED)).min() > SAME


def test_nothing_heavy_is_imported_before_an_encoder_is_made() -> None:
    code = (
        "import sys, index.encoders, index.encoders.onnx_encoder, "
        "index.encoders.sentence_transformers_encoder\n"
        "print([m for m in ('onnxruntime', 'tokenizers', 'torch', 'transformers') "
        "if m in sys.modules])"
    )
    root = Path(__file__).resolve().parents[3]
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "[]"
