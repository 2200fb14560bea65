"""A ruined text layer is refused with the measure and the reason; everything sound is taken."""

from pathlib import Path

import pytest

from ingest.blocks import Block, BlockKind, ReadDocument
from ingest.errors import RuinedTextError
from ingest.readers.markdown import read as read_markdown
from ingest.readers.text import read as read_text
from ingest.ruined import LIMIT, check_not_ruined, text_quality

ACTS = Path(__file__).parents[3] / "shared" / "acts"
SEEDS = sorted(ACTS.glob("seeds/*.txt"))

BAD_RECOGNITION = (
    "B cootBercTBUM c moanyHKTOM 9) ctatbu 9 3akoHa PecnnyOnuku Kazaxcran ot 15 anpenss 2013 "
    "roma O rocymapctBeHHBIX ycayrax IIPUKA3BIBAIO YrBepauts npunaraemseie IIpaBuiia "
    "nesarenbHOCTH EAMHOTO KOHTaKT-LEHTPA BOIIpOCaM OKa3aHHs rocy1apCTBEHHBIX yCHYT"
)


def document(text: str) -> ReadDocument:
    return ReadDocument((Block(BlockKind.PARAGRAPH, text),), "text/plain")


def test_bad_recognition_is_refused_with_the_reason_and_the_way_out():
    with pytest.raises(RuinedTextError) as refusal:
        check_not_ruined(document(BAD_RECOGNITION))

    message = str(refusal.value)
    share = text_quality(BAD_RECOGNITION).share_of_ruined_words
    assert f"{share:.0%}" in message
    assert "Latin letters" in message
    assert "rocymapctBeHHBIX" in message
    assert "HTML or DOCX" in message


def test_letters_of_both_scripts_in_one_word_are_counted_beyond_look_alikes():
    half_mended = "государctbенных услуг населенuя pайона"
    look_alikes = "көрсетiлетiн қызметтi берушiлер, бұйpық"

    assert text_quality(half_mended).share_of_mixed_words == pytest.approx(2 / 4)
    assert text_quality(look_alikes).share_of_mixed_words == 0


@pytest.mark.parametrize(
    "text",
    [
        "Ïðèêàç Ìèíèñòðà þñòèöèè Ðåñïóáëèêè Êàçàõñòàí îá óòâåðæäåíèè Ïðàâèë îêàçàíèÿ óñëóã",
        " ".join(["(cid:12)(cid:45)(cid:7)"] * 12),
        "\uf041\uf042\uf043 " * 12,
    ],
)
def test_fonts_without_a_character_map_are_refused(text):
    with pytest.raises(RuinedTextError, match="character map"):
        check_not_ruined(document(text))


@pytest.mark.parametrize(
    "text",
    [
        "The Unified Contact Center shall provide round-the-clock support. " * 5,
        "Qazaqstan Respýblıkasynyń memlekettik qyzmetter kórsetý erejesi bekitilsin. " * 5,
        "Qazaqstan Respublikasınıñ memlekettik körsetiletin qızmetter turalı zañı. " * 5,
        "egov@nitec.kz support@pki.gov.kz sd@nitec.kz www.egov.kz ivanov.II@minJust.gov.kz " * 9,
        "УСЛУГОПОЛУЧАТЕЛЬ обращается через eGov Mobile, портал eGov.kz, WhatsApp и IT-систему " * 5,
        "Un résumé à la française: café, élève, où, señor, Köln. " * 5,
        "ЖСН 123456789012, БСН 000140001234, H2O, 10кВт, ТОО «ABC», МРП, ЭЦП, ЕСУТД. " * 5,
        "iPhone",
        "",
    ],
)
def test_sound_text_of_other_kinds_is_taken(text):
    check_not_ruined(document(text))


def test_cells_of_tables_are_measured():
    rows = tuple((word, "1") for word in BAD_RECOGNITION.split())
    table = Block(BlockKind.TABLE, "", rows=rows)

    with pytest.raises(RuinedTextError):
        check_not_ruined(ReadDocument((table,), "application/pdf"))


@pytest.mark.shared
@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_of_the_seeds_only_the_scan_is_refused(path):
    document = read_text(path.read_bytes())
    quality = text_quality("\n".join(block.text for block in document.blocks))

    assert quality.is_ruined is path.name.startswith("000")
    assert quality.share_of_ruined_words == 0 or quality.share_of_ruined_words > 5 * LIMIT


@pytest.mark.shared
def test_no_real_act_is_refused():
    files = sorted(ACTS.glob("[0-9]*/*.md"))
    if not files:
        pytest.skip("the real acts are not here")
    for path in files:
        check_not_ruined(read_markdown(path.read_bytes()))
