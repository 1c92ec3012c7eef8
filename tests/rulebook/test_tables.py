"""Standard tables: names fixed, companions by rule, vocabularies closed."""

import pytest

from xiezhi.rulebook.tables import Tables, TablesError

# what reading a judgment yields: the columns besides ids, spans and companions
DESIGN = {
    "document": "text sha256 source_file",
    "judgment": "title court procuratorate case_number case_number_key document_kind case_kind instance"
    " procedure panel assessors filed_date hearing_date judged_date open_trial appeal_days"
    " effective_date head_span facts_span reasoning_span disposition_span tail_span status abstained",
    "judgment_party": "ordinal name role kind sex birth_date birth_precision citizen_id"
    " citizen_id_masked defender held_at juvenile sealed",
    "judgment_custody": "ordinal kind from to",
    "judgment_accused": "ordinal charge article",
    "judgment_prior": "ordinal prior_ordinal kind authority decided_date charge penalty_kind months days"
    " probation_months fine release_date release_kind",
    "judgment_count": "ordinal count_ordinal charge charge_text offence_from offence_to"
    " offence_precision penalty_kind months days fine fine_mode confiscation political_rights_months"
    " political_rights_life",
    "judgment_sentence": "ordinal name kind outcome charges penalty_kind months days probation_months"
    " probation_days fine confiscation confiscation_amount political_rights_months"
    " political_rights_life starts ends offset_days offset_text fine_paid prohibition_months"
    " occupation_ban_months recidivist juvenile merged_with_prior probation_revoked sentence_abstained",
    "judgment_circumstance": "ordinal circumstance effect",
    "judgment_item": "item_ordinal ordinals kind amount text_span",
    "judgment_amount": "ordinal kind amount approximate scale_word",
    "judgment_reference": "law article paragraph item part ordinals",
    "enforcement_case": "exec_no basis_no exec_type debtor debtor_id applicant amount transfer_date"
    " file_date close_date close_mode paid asset_query_dates",
}
WORDS = {
    ("judgment", "document_kind"): "judgment ruling decision mediation other",
    ("judgment", "case_kind"): "criminal civil administrative enforcement state_compensation other",
    ("judgment", "instance"): "first second retrial death_review other",
    ("judgment", "procedure"): "ordinary summary fast_track",
    ("judgment", "panel"): "single collegial",
    ("judgment", "status"): "read abstained not_a_judgment",
    ("judgment_custody", "kind"): "detention arrest residential_surveillance designated_residence"
    " retention administrative bail",
    ("judgment_prior", "kind"): "conviction administrative_sanction drug_treatment non_prosecution",
    ("judgment_count", "fine_mode"): "with alone",
    ("judgment_count", "confiscation"): "none part all",
    (
        "judgment_sentence",
        "outcome",
    ): "convicted exempted acquitted incompetent withdrawn upheld other",
    ("judgment_sentence", "penalty_kind"): "public_surveillance criminal_detention fixed_term life"
    " death_suspended death fine_alone rights_alone none",
    ("judgment_circumstance", "effect"): "lighter mitigated exempted heavier",
    ("judgment_item", "kind"): "restitution recovery forfeiture return civil_damages"
    " probation_revoked parole_revoked prohibition fine_term other",
    ("judgment_amount", "kind"): "taken loss gain bribe other",
    ("judgment_amount", "scale_word"): "较大 巨大 特别巨大",
    ("judgment_reference", "part"): "reasoning disposition",
}


@pytest.fixture(scope="module")
def tables():
    return Tables.load()


def test_no_table_of_the_design_is_missing_and_each_has_its_columns(tables):
    assert set(DESIGN) <= set(tables.names)
    for name, columns in DESIGN.items():
        missing = set(columns.split()) - set(tables[name].columns)
        assert not missing, (name, missing)


def test_every_file_reads(tables):
    assert set(tables.all()) == set(tables.names)


def test_judgment_tables_begin_with_the_document(tables):
    for name in DESIGN:
        if name != "enforcement_case":
            assert next(iter(tables[name].columns)) == "doc_id"
            assert tables[name].key[0] == "doc_id"


@pytest.mark.parametrize(("place", "words"), WORDS.items())
def test_closed_vocabularies(tables, place, words):
    table, column = place
    labels = tables[table].columns[column].labels
    assert list(labels) == words.split()
    assert all(title.zh and title.en for title in labels.values())


def test_storage_is_typed(tables):
    sentence = tables["judgment_sentence"].columns
    assert {
        n: sentence[n].storage for n in ("fine", "starts", "months", "fine_paid", "charges")
    } == {
        "fine": "DECIMAL(18,2)",
        "starts": "DATE",
        "months": "INTEGER",
        "fine_paid": "BOOLEAN",
        "charges": "VARCHAR[]",
    }
    assert tables["judgment_item"].columns["ordinals"].storage == "INTEGER[]"
    assert tables["judgment"].columns["disposition_span"].storage == "INTEGER[]"


def test_a_read_column_has_its_three_companions_behind_it(tables):
    ordered = list(tables["judgment_sentence"].all_columns)
    place = ordered.index("fine")
    assert ordered[place : place + 4] == ["fine", "fine_span", "fine_from", "fine_abstained"]
    span = tables["judgment_sentence"].column("fine_span")
    assert (span.type.name, span.storage, span.companion_of) == ("span", "INTEGER[]", "fine")


def test_ids_and_supplied_tables_have_no_companions(tables):
    assert "doc_id_span" not in tables["judgment"].all_columns
    assert "ordinal_span" not in tables["judgment_party"].all_columns
    assert tables["enforcement_case"].companions == {}


def test_records_of_juveniles_and_priors_are_sensitive(tables):
    assert tables["judgment_party"].columns["sealed"].sensitivity == "sensitive_personal"
    assert tables["judgment_prior"].sensitivity == "sensitive_personal"
    assert tables["judgment_sentence"].columns["name"].sensitivity == "personal"


def test_references_between_tables_hold(tables):
    for table in tables.all().values():
        for other, columns in table.refers.items():
            assert tables[other].key[: len(columns)] == columns


def test_an_absent_table_is_a_key_error(tables):
    with pytest.raises(KeyError):
        tables["judgement"]


def test_mistakes_in_a_table_are_told_with_their_lines(tmp_path):
    (tmp_path / "t.yaml").write_text(
        "table: u\ntitle: {zh: 甲, en: a}\ngrain: {zh: 甲, en: a}\nowner: {zh: 甲, en: a}\n"
        "origin: read\nkey: [nobody]\nsensitivity: public\ncolumns:\n"
        "  a: {type: monney, title: {zh: 甲, en: a}}\n"
        "  b: {type: status_code, title: {zh: 乙, en: b}}\n"
        "  c: {type: status_code, values: colours, title: {zh: 丙, en: c}}\n",
        encoding="utf-8",
    )
    with pytest.raises(TablesError) as caught:
        Tables.load(tmp_path)["t"]
    found = {p.code: p.where.rpartition("/")[2] for p in caught.value.problems}
    assert found == {
        "tables-unknown-type": "t.yaml:9:13",
        "tables-no-vocabulary": "t.yaml:10:6",
        "tables-unknown-vocabulary": "t.yaml:11:34",
        "tables-name": "t.yaml:1:8",
        "tables-unknown-column": "t.yaml:6:6",
    }
