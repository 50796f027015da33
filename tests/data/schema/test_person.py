"""Columns and cells about persons are found however they are written; places and things pass."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import PersonLevelColumnError
from data.schema.incidents import INCIDENT_COLUMNS
from data.schema.observations import OBSERVATION_COLUMNS
from data.schema.person import person_level_columns, refuse_person_level
from data.schema.person_values import person_level_value, refuse_person_values

ABOUT_PERSONS = """
name; names; first name; last name; full name; middle name; given name; family name; maiden name; surname;
alias; nombre; nombre completo; apellido; apellidos; apellido paterno; apodo; dob; date of birth; birth
date; birth year; place of birth; country of birth; fecha de nacimiento; lugar de nacimiento; age; age
group; age at encounter; edad; sex; sexo; gender; género; race; raza; ethnicity; etnia; religion;
religión; a number; alien number; alien id; alien registration no; passport; passport no; passport number;
pasaporte; ssn; social security number; seguro social; curp; dni; cédula; phone; phone number; cell phone;
mobile number; teléfono; celular; e mail; email; email address; correo electrónico; license plate; licence
plate; plate number; placas; tag number; vin; address; street address; home address; domicilio; dirección;
nationality; nacionalidad; citizenship; country of citizenship; ciudadanía; fingerprint id; huellas;
biometric id; photo; foto; mugshot; subject id; subject name; suspect name; suspect age; detainee id;
detainee number; officer name; agent name; driver license; drivers license number; badge number; contact
phone; marital status; estado civil; immigration status; demographic; eye color; hair colour; tattoos;
user name; mother s maiden name; passenger name; person id; tel; tel no; soc sec no; ss number; fbi number;
fbi no; middle initial; booking number; booking no; tecs id; ident number; national id; identity card; id card
number; bank account; account number; credit card number; drivers license no; dl number; tag no; mobile no;
household id; political party; emergency contact; device id; employer; salary; iban
""".replace("\n", " ").split(";")

NOT_ABOUT_PERSONS = """
port name; port code; county name; region name; place name; agency name; drug name; station name; facility
name; field office name; sector; nombre del puerto; state; border; date; measure; value; location;
latitude; longitude; point; average; village; usage; percentage; agency; area of responsibility; image;
stage; mail; mode; ano; año; fecha; fecha fin; month; event id; case number; incident number; file name;
vessel name; road name; street name; zip; facility address; agency address; vehicle age; cell; grid cell;
passengers; pedestrians; personal vehicle passengers; victims; officers on duty; passenger count; weight;
quantity; sum qty lbs; count of event; notes; surface; trace; damage; tonnage; unit; source; category;
lon; lat; key; code; id; number; operation name; number of agents; count of passengers; wall height;
mobile unit; fecha inicio; hotel; temperature
""".replace("\n", " ").split(";")


def camel(words: list[str]) -> str:
    return words[0] + "".join(word.capitalize() for word in words[1:])


STYLES = {
    "spaces": " ".join,
    "underscores": "_".join,
    "hyphens": "-".join,
    "dots": ".".join,
    "slashes": " / ".join,
    "upper": lambda words: " ".join(words).upper(),
    "upper underscores": lambda words: "_".join(words).upper(),
    "title": lambda words: " ".join(words).title(),
    "camel": camel,
    "pascal": lambda words: camel(["", *words]),
    "brackets": lambda words: f" [{' '.join(words)}] ",
    "numbered": lambda words: "_".join(words) + "_1",
}


@given(phrase=st.sampled_from(ABOUT_PERSONS), style=st.sampled_from(sorted(STYLES)))
def test_a_column_about_a_person_is_found_in_every_spelling(phrase: str, style: str) -> None:
    column = STYLES[style](phrase.split())
    assert person_level_columns(["port_name", column]) == (column,)


@given(phrase=st.sampled_from(NOT_ABOUT_PERSONS), style=st.sampled_from(sorted(STYLES)))
def test_a_column_about_a_place_or_a_thing_passes_in_every_spelling(phrase: str, style: str) -> None:
    assert person_level_columns([STYLES[style](phrase.split())]) == ()


@pytest.mark.parametrize(
    "column",
    [
        "FIRSTNAME",
        "lastname",
        "DATEOFBIRTH",
        "dateofbirth",
        "fechanacimiento",
        "PHONENUMBER",
        "emailaddress",
        "homeaddress",
        "anumber",
        "A#",
        "AlienNo",
        "subjectid",
        "SUSPECTNAME",
        "suspectdob",
        "placeofbirth",
        "LicensePlate",
        "socialsecurity",
        "PassportNo",
        "D.O.B.",
        "S.S.N.",
        "SS#",
        "DL#",
        "I-94",
        "i94_number",
        "A_Num",
        "Tel.",
        "M/F",
        "MI",
        "Mobile",
        "Height",
    ],
)
def test_run_together_words_and_short_forms_are_taken_apart(column: str) -> None:
    assert person_level_columns([column]) == (column,)


@pytest.mark.parametrize(
    "column", ["portname", "COUNTYNAME", "drugname", "filename", "portcode", "agencyname", "stationname"]
)
def test_run_together_names_of_things_pass(column: str) -> None:
    assert person_level_columns([column]) == ()


@given(
    before=st.text("abcdefgh 12_", max_size=6),
    phrase=st.sampled_from(["Date of Birth", "passport_no", "Surname", "nacionalidad", "SSN"]),
    after=st.text("abcdefgh 12_", max_size=6),
)
def test_words_around_do_not_hide_a_person(before: str, phrase: str, after: str) -> None:
    assert person_level_columns([f"{before} {phrase} {after}"])


def test_the_columns_of_the_schemas_are_not_about_persons() -> None:
    assert person_level_columns(column.name for column in INCIDENT_COLUMNS + OBSERVATION_COLUMNS) == ()


def test_a_refusal_names_every_such_column() -> None:
    with pytest.raises(PersonLevelColumnError, match=r"file a\.csv, column DOB: .*'DOB', 'last_name'"):
        refuse_person_level(["port_name", "DOB", "last_name"], file="a.csv")
    refuse_person_level(["port_name"], file="a.csv")


DIGIT = st.sampled_from("0123456789")


def digits(count: int) -> st.SearchStrategy[str]:
    return st.text(DIGIT, min_size=count, max_size=count)


AROUND = st.sampled_from(["", " ", "see ", "(", "x: "]), st.sampled_from(["", " ", ".", ") seen", ", again"])
VALUES = {
    "an A-number": st.one_of(
        st.tuples(st.sampled_from(["A", "a", "A-", "A#", "A "]), digits(9)).map("".join),
        st.tuples(digits(3), digits(3), digits(3)).map(lambda parts: "A" + "-".join(parts)),
    ),
    "a social security number": st.tuples(
        st.integers(1, 665).map("{:03d}".format), st.integers(1, 99).map("{:02d}".format), digits(4)
    ).map("-".join),
    "an e-mail address": st.emails(domains=st.sampled_from(["a.gov", "b-c.example.mx"])).filter(
        lambda text: text.split("@")[0].replace(".", "").isalnum()
    ),
    "a phone number": st.one_of(
        st.tuples(digits(3), digits(3), digits(4)).map(lambda p: f"({p[0]}) {p[1]}-{p[2]}"),
        st.tuples(digits(3), digits(3), digits(4)).map(".".join),
        st.tuples(digits(3), digits(3), digits(4)).map(lambda p: "+1 " + "-".join(p)),
        st.tuples(digits(3), digits(3), digits(4)).map(lambda p: "+52 " + " ".join(p)),
    ),
}


@given(data=st.data(), kind=st.sampled_from(sorted(VALUES)), before=AROUND[0], after=AROUND[1])
def test_a_cell_that_holds_an_identifier_of_a_person_is_found(
    data: st.DataObject, kind: str, before: str, after: str
) -> None:
    cells = pa.chunked_array([["Laredo"], ["12.5", None, before + data.draw(VALUES[kind]) + after]])
    assert person_level_value(cells) == (3, kind)


@given(cell=st.one_of(st.floats(allow_nan=False).map(repr), st.integers().map(str), st.datetimes().map(str)))
def test_numbers_and_times_are_not_identifiers(cell: str) -> None:
    assert person_level_value(pa.array([cell, f"POINT (-106.445127 {cell})"])) is None


@pytest.mark.parametrize("cell", ["240-024-0001", "INC-2024-000123", "E-1001", "123456789", "000-12-3456"])
def test_keys_of_events_are_not_taken_for_identifiers(cell: str) -> None:
    refuse_person_values(pa.array([cell]), rows=[2], file="a.csv", column="incident_id", is_key=True)


def test_a_refusal_names_row_and_column_but_not_the_value() -> None:
    with pytest.raises(PersonLevelColumnError, match=r"row 9, column source: .*social security") as refusal:
        refuse_person_values(pa.array(["x", "123-45-6789"]), rows=[7, 9], file="a.csv", column="source")
    assert "123-45-6789" not in str(refusal.value)
