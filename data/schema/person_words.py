"""The words by which a column name is known to name or describe a person, English and Spanish.

Lower case, without accents, singular. Kept apart from the rules so that a word can be added
in one line.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ALWAYS = _words(
    """
    surname forename apellido apodo nickname initials firstname lastname middlename fullname givenname
    familyname maidenname fname lname mname nombrecompleto dob yob birth born birthdate birthday
    birthplace birthdt nacimiento fecnac sex sexo gender genero male female pronoun race raza ethnicity
    ethnic etnia etnicidad hispanic latino religion religious creed marital occupation ocupacion
    pregnant pregnancy embarazo disability discapacidad diagnosis passport pasaporte ssn itin curp rfc
    dni cedula matricula anumber anum anbr aliennumber alienno phone telephone telefono celular tel
    cellphone fax email correo whatsapp facebook instagram imei imsi username plate placa vin
    nationality nacionalidad citizenship citizen ciudadania ciudadano demographic biometric biometrico
    fingerprint huella facial face iris retina voiceprint dna adn photo photograph foto fotografia
    mugshot selfie portrait tattoo tatuaje scar cicatriz signature firma complexion tez domicilio
    homeaddress ssnum socsec fins iban salary salario employer empleador pii
    """
)
"""One of these anywhere in a column name is enough."""

TOGETHER = tuple(
    _words(phrase)
    for phrase in (
        "social security",
        "seguro social",
        "alien number",
        "alien no",
        "alien registration",
        "a number",
        "a no",
        "a file",
        "e mail",
        "mobile number",
        "cell number",
        "tag number",
        "license number",
        "licence number",
        "licencia numero",
        "driver license",
        "driver licence",
        "visa number",
        "visa no",
        "fbi number",
        "house number",
        "eye color",
        "eye colour",
        "hair color",
        "hair colour",
        "skin color",
        "skin colour",
        "color piel",
        "color ojo",
        "estado civil",
        "next kin",
        "immigration status",
        "legal status",
        "family status",
        "family unit",
        "criminal history",
        "criminal record",
        "antecedente penal",
        "gang affiliation",
        "sexual orientation",
        "medical condition",
        "political affiliation",
        "user id",
        "social media",
        "soc sec",
        "ss number",
        "ss no",
        "a num",
        "fbi no",
        "fin number",
        "fin no",
        "middle initial",
        "booking number",
        "booking no",
        "tecs id",
        "tecs subject",
        "ident number",
        "ident no",
        "national id",
        "national identity",
        "identity card",
        "identity number",
        "id card",
        "card number",
        "credit card",
        "bank account",
        "account number",
        "dl number",
        "dl no",
        "tag no",
        "mobile no",
        "cell no",
        "household id",
        "political party",
        "emergency contact",
        "medical record",
        "device id",
        "twitter handle",
    )
)
"""All words of one of these in a column name, in any order, are enough."""

PERSONS = _words(
    """
    person people subject suspect victim witness driver passenger alien migrant immigrant noncitizen
    detainee officer agent arrestee inmate prisoner offender defendant owner occupant individual
    applicant traveler traveller pedestrian child minor juvenile parent mother father son daughter
    spouse husband wife sibling guardian sponsor relative kin contact client patient deceased decedent
    smuggler operator pilot captain supervisor director employee staff informant complainant reporter
    petitioner respondent beneficiary sender recipient consignee human badge persona sospechoso victima
    testigo conductor pasajero extranjero migrante detenido oficial agente dueno propietario solicitante
    viajero nino nina menor padre madre hijo hija esposo esposa hermano hermana familiar
    """
)
"""Alone and singular, or beside an identifier, a name or an age, these speak of one person."""

IDENTIFIERS = _words("id identifier number no num nbr key ref reference code uid uuid numero clave folio")

NAMES = _words("name nombre alias aka")
ADDRESSES = _words("address direccion residence residencia")
ALONE = frozenset(
    _words(name)
    for name in ("street", "calle", "mobile", "height", "m f", "mi", "cob", "lpr", "handle", "addr")
)
"""Particulars of a person when they stand alone; ``street_name`` is a road."""
AGES = _words("age edad")

THINGS = _words(
    """
    port poe crossing gate bridge checkpoint station facility site place location area aor region sector
    zone beat precinct district county municipality municipio parish borough city town village ciudad
    state province country nation territory division subdivision field office branch agency agencia
    component department bureau directorate organization organisation org institution unit team group
    program programme operation project campaign task force mission exercise center centre headquarters
    drug droga substance chemical commodity product item goods brand trade generic common scientific
    species weapon category subcategory type class kind mode measure metric indicator label code status
    method event incident case file record data dataset table column layer source system database feed
    publication report vessel ship boat aircraft airline carrier vehicle make model train company
    business vendor manufacturer road route highway street river lake canyon trail corridor landmark
    park ranch island mountain grid cell month day holiday season season language map feature object
    condition puerto cruce garita puente estacion lugar ubicacion region zona distrito condado estado
    pais oficina unidad categoria tipo fuente sistema evento incidente archivo ruta carretera rio
    sustancia producto
    """
)
"""What may bear a name or an address without being a person."""

AGED_THINGS = _words("vehicle vessel record data report case file model system building snapshot")
"""What may have an age without being a person."""

FILLERS = _words("of the de del la el los las and y to at for in on date fecha")
"""Words that only help to take run-together names such as ``dateofbirth`` apart."""

TOGETHER_WORDS = frozenset().union(*TOGETHER)
VOCABULARY = frozenset(
    word
    for words in (
        ALWAYS,
        TOGETHER_WORDS,
        PERSONS,
        IDENTIFIERS,
        NAMES,
        ADDRESSES,
        AGES,
        THINGS,
        AGED_THINGS,
        FILLERS,
    )
    for word in words
    if len(word) > 1
)
