"""The ways into a gazetteer: files and tables of many formats, each a `from_` method of the class."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Self, Unpack

from saith._options import names
from saith.exceptions import FormatError
from saith.gazetteer import followthemoney, lines, ruler, tabular, wikidata
from saith.gazetteer.entries import Row
from saith.gazetteer.files import checked_path
from saith.gazetteer.options import Options
from saith.gazetteer.tabular import Columns

__all__ = ["Readable"]


class Readable:
    """What `saith.Gazetteer` can be read from."""

    __slots__ = ()

    @classmethod
    def _read(
        cls,
        rows: Iterable[Row],
        options: Options,
        *,
        strict: bool,
        passed_over: Counter[str] | None = None,
        decoded_as: str | None = None,
    ) -> Self:
        """Return the gazetteer of the rows of a reader."""
        raise NotImplementedError

    @classmethod
    def from_records(
        cls, records: Iterable[Mapping[str, Any]], *, strict: bool = True, **options: Unpack[Options]
    ) -> Self:
        """Return the gazetteer of dicts, as the class takes them.

        Parameters
        ----------
        records
            One dict an entity.
        strict, **options
            As the class takes them.

        Examples
        --------
        >>> import saith
        >>> saith.Gazetteer.from_records([{"name": "Ann Lee", "aliases": ["Lee"]}])[0].aliases
        ('Lee',)
        """
        rows = ((f"gazetteer row {row}", record) for row, record in enumerate(records))
        return cls._read(rows, options, strict=strict)

    @classmethod
    def from_table(
        cls,
        data: Any,
        *,
        name: str | None = None,
        id: str | None = None,
        aliases: str | Sequence[str] | None = None,
        alias_separator: str | None = "|",
        type: str | None = None,
        weight: str | None = None,
        strict: bool = True,
        **options: Unpack[Options],
    ) -> Self:
        """Return the gazetteer of a data frame, an Arrow table or a dict of columns, a row an entity.

        Parameters
        ----------
        data
            Of pandas, Polars, pyarrow, or anything that speaks Arrow.
        name, id, aliases, alias_separator, type, weight
            As `from_csv` takes them; a cell of aliases may be a list, too.
        strict, **options
            As the class takes them.

        Examples
        --------
        >>> import saith
        >>> people = saith.Gazetteer.from_table({"label": ["Ann Lee"], "alt": ["Lee|A. Lee"]}, name="label", aliases="alt")
        >>> people[0].aliases
        ('Lee', 'A. Lee')
        """
        asked = Columns(name, id, aliases, type, weight, alias_separator)
        return cls._read(tabular.table_rows(data, asked), options, strict=strict)

    @classmethod
    def from_csv(
        cls,
        path: str | os.PathLike[str],
        *,
        name: str | None = None,
        id: str | None = None,
        aliases: str | Sequence[str] | None = None,
        alias_separator: str = "|",
        type: str | None = None,
        weight: str | None = None,
        encoding: str = "utf-8-sig",
        delimiter: str = ",",
        strict: bool = True,
        **options: Unpack[Options],
    ) -> Self:
        """Return the gazetteer of a CSV file with a header; one whose name ends with .gz is unpacked.

        Parameters
        ----------
        path
            The file.
        name, id, aliases, type, weight
            Columns of the file, of aliases one or several; where one is not named, the column of that name is taken
            if there is one. All other columns become attributes; an empty cell is missing.
        alias_separator
            What stands between the aliases of a cell.
        encoding
            Encoding of the file.
        delimiter
            What stands between two cells: "," or, as in TSV, a tab.
        strict, **options
            As the class takes them.

        Raises
        ------
        FormatError
            If the file cannot be read, a column is missing, or an entry has no name; file, line and
            column are named.

        Examples
        --------
        >>> import pathlib, saith, tempfile
        >>> file = pathlib.Path(tempfile.mkdtemp()) / "people.csv"
        >>> _ = file.write_text("label,alt\\nAnn Lee,Lee|A. Lee\\n")
        >>> saith.Gazetteer.from_csv(file, name="label", aliases="alt")[0].aliases
        ('Lee', 'A. Lee')
        """
        rows = _delimited(path, Columns(name, id, aliases, type, weight, alias_separator), encoding, delimiter)
        return cls._read(rows, options, strict=strict, decoded_as=encoding)

    @classmethod
    def from_tsv(
        cls,
        path: str | os.PathLike[str],
        *,
        name: str | None = None,
        id: str | None = None,
        aliases: str | Sequence[str] | None = None,
        alias_separator: str = "|",
        type: str | None = None,
        weight: str | None = None,
        encoding: str = "utf-8-sig",
        strict: bool = True,
        **options: Unpack[Options],
    ) -> Self:
        """Return the gazetteer of a file with a header and tabs between cells; all else is as in `from_csv`.

        Examples
        --------
        >>> import pathlib, saith, tempfile
        >>> file = pathlib.Path(tempfile.mkdtemp()) / "people.tsv"
        >>> _ = file.write_text("name\\tid\\nAnn Lee\\tQ1\\n")
        >>> saith.Gazetteer.from_tsv(file)[0].id
        'Q1'
        """
        rows = _delimited(path, Columns(name, id, aliases, type, weight, alias_separator), encoding, "\t")
        return cls._read(rows, options, strict=strict, decoded_as=encoding)

    @classmethod
    def from_parquet(
        cls,
        path: str | os.PathLike[str],
        *,
        name: str | None = None,
        id: str | None = None,
        aliases: str | Sequence[str] | None = None,
        alias_separator: str | None = "|",
        type: str | None = None,
        weight: str | None = None,
        strict: bool = True,
        **options: Unpack[Options],
    ) -> Self:
        """Return the gazetteer of a Parquet file, with columns as in `from_table`; needs pyarrow.

        Examples
        --------
        >>> import pathlib, pyarrow, pyarrow.parquet, saith, tempfile
        >>> file = pathlib.Path(tempfile.mkdtemp()) / "people.parquet"
        >>> pyarrow.parquet.write_table(pyarrow.table({"name": ["Ann Lee"], "aliases": [["Lee"]]}), file)
        >>> saith.Gazetteer.from_parquet(file)[0].aliases
        ('Lee',)
        """
        asked = Columns(name, id, aliases, type, weight, alias_separator)
        rows = tabular.parquet_rows(checked_path(path, "a Parquet file"), asked)
        return cls._read(rows, options, strict=strict)

    @classmethod
    def from_jsonl(
        cls,
        path: str | os.PathLike[str],
        *,
        name: str | None = None,
        id: str | None = None,
        aliases: str | Sequence[str] | None = None,
        alias_separator: str | None = None,
        type: str | None = None,
        weight: str | None = None,
        strict: bool = True,
        **options: Unpack[Options],
    ) -> Self:
        """Return the gazetteer of a file with a JSON object a line, in UTF-8; .gz is unpacked.

        Parameters
        ----------
        path
            The file.
        name, id, aliases, type, weight
            Keys of the objects, of aliases one or several; all other keys become attributes.
        alias_separator
            What stands between aliases that are one string; by default such a string is one alias.
        strict, **options
            As the class takes them.

        Raises
        ------
        FormatError
            If the file cannot be read, or a line is no object with a name; file, line and key are named.

        Examples
        --------
        >>> import pathlib, saith, tempfile
        >>> file = pathlib.Path(tempfile.mkdtemp()) / "people.jsonl"
        >>> _ = file.write_text('{"label": "Ann Lee", "seats": 3}\\n')
        >>> saith.Gazetteer.from_jsonl(file, name="label")[0].attributes
        {'seats': 3}
        """
        asked = Columns(name, id, aliases, type, weight, alias_separator)
        rows = lines.jsonl_rows(checked_path(path, "a file of JSON lines"), asked)
        return cls._read(rows, options, strict=strict, decoded_as="UTF-8")

    @classmethod
    def from_txt(
        cls,
        path: str | os.PathLike[str],
        *,
        encoding: str = "utf-8-sig",
        strict: bool = True,
        **options: Unpack[Options],
    ) -> Self:
        """Return the gazetteer of a file with a name a line; blank lines are passed over, and .gz is unpacked.

        Examples
        --------
        >>> import pathlib, saith, tempfile
        >>> file = pathlib.Path(tempfile.mkdtemp()) / "names.txt"
        >>> _ = file.write_text("Ann Lee\\nBo Ray\\n")
        >>> len(saith.Gazetteer.from_txt(file))
        2
        """
        rows = lines.name_rows(checked_path(path, "a file of names"), encoding=_encoding(encoding))
        return cls._read(rows, options, strict=strict, decoded_as=encoding)

    @classmethod
    def from_entity_ruler(cls, patterns: Any, *, strict: bool = True, **options: Unpack[Options]) -> Self:
        """Return the gazetteer of patterns of spaCy's EntityRuler: phrases that share label and id are one entity.

        Parameters
        ----------
        patterns
            The path of a file of JSON lines, a list of patterns, or the EntityRuler itself.
        strict, **options
            As the class takes them.

        Raises
        ------
        FormatError
            If a pattern is one of tokens, or has no label or phrase; file and line are named.

        Examples
        --------
        >>> import saith
        >>> known = saith.Gazetteer.from_entity_ruler([{"label": "GPE", "pattern": "Ashford", "id": "Q1"}])
        >>> known[0].type, known[0].attributes
        ('place', {'label': 'GPE'})
        """
        return cls._read(ruler.ruler_rows(patterns), options, strict=strict, decoded_as="UTF-8")

    @classmethod
    def from_followthemoney(
        cls,
        path: str | os.PathLike[str],
        *,
        weak_aliases: bool = False,
        properties: Sequence[str] = followthemoney.PROPERTIES,
        strict: bool = True,
        **options: Unpack[Options],
    ) -> Self:
        """Return the gazetteer of FollowTheMoney entities, as OpenSanctions has them: JSON lines, .gz is unpacked.

        Names, aliases, previous names and abbreviations are taken of persons, organizations, vessels, airplanes and
        the like; entities of other schemata are counted in `report`.

        Parameters
        ----------
        path
            The file.
        weak_aliases
            Whether weak aliases, as of one common name, are taken too; or else they are counted.
        properties
            Properties that become attributes; several values are one string with ";" between.
        strict, **options
            As the class takes them.

        Raises
        ------
        FormatError
            If the file cannot be read, or a line is no entity; file and line are named.

        Examples
        --------
        >>> import pathlib, saith, tempfile
        >>> file = pathlib.Path(tempfile.mkdtemp()) / "entities.ftm.json"
        >>> _ = file.write_text(
        ...     '{"id": "a", "schema": "Person", "properties": {"name": ["Ann Lee"], "alias": ["Annie Lee"]}}\\n'
        ...     '{"id": "b", "schema": "Address", "properties": {"full": ["1 Mill Lane"]}}\\n'
        ... )
        >>> people = saith.Gazetteer.from_followthemoney(file)
        >>> people[0].type, people[0].aliases, dict(people.report.passed_over)
        ('person', ('Annie Lee',), {'schema Address': 1})
        """
        passed_over: Counter[str] = Counter()
        rows = followthemoney.followthemoney_rows(
            checked_path(path, "a file of FollowTheMoney entities"),
            passed_over,
            weak_aliases=weak_aliases,
            properties=names("properties", properties),
        )
        return cls._read(rows, options, strict=strict, passed_over=passed_over, decoded_as="UTF-8")

    @classmethod
    def from_wikidata(
        cls,
        path: str | os.PathLike[str],
        *,
        language: str = "en",
        strict: bool = True,
        **options: Unpack[Options],
    ) -> Self:
        """Return the gazetteer of Wikidata items: JSON lines, or the dump's array with an item a line; .gz is unpacked.

        Labels and aliases are those of the language and those that hold in all ("mul"). The type is that of common
        classes (human, business, city …), the weight grows with the Wikipedias that have the item, and its
        description is an attribute. Items without a label are counted in `report`.

        Parameters
        ----------
        path
            The file.
        language
            Code of the language.
        strict, **options
            As the class takes them.

        Raises
        ------
        FormatError
            If the file cannot be read, or a line is no item; file and line are named.

        Examples
        --------
        >>> import pathlib, saith, tempfile
        >>> file = pathlib.Path(tempfile.mkdtemp()) / "items.json"
        >>> _ = file.write_text(
        ...     '[\\n{"id": "Q1", "labels": {"en": {"value": "Ann Lee"}}, "aliases": {"en": [{"value": "Lee"}]}},\\n'
        ...     '{"id": "Q2", "labels": {"fr": {"value": "Londres"}}}\\n]\\n'
        ... )
        >>> people = saith.Gazetteer.from_wikidata(file)
        >>> people[0].id, people[0].aliases, dict(people.report.passed_over)
        ('Q1', ('Lee',), {'no label in en': 1})
        """
        if not isinstance(language, str) or not language:
            raise FormatError(f'language is {language!r}; pass the code of one, as "en"')
        passed_over: Counter[str] = Counter()
        rows = wikidata.wikidata_rows(checked_path(path, "a file of Wikidata items"), passed_over, language=language)
        return cls._read(rows, options, strict=strict, passed_over=passed_over, decoded_as="UTF-8")


def _delimited(path: object, columns: Columns, encoding: object, delimiter: object) -> Iterator[Row]:
    """Return the rows of a CSV or TSV file, once the options can be used."""
    named = _encoding(encoding)
    parting = tabular.checked_delimiter(delimiter)
    return tabular.csv_rows(checked_path(path, "a CSV file"), columns, encoding=named, delimiter=parting)


def _encoding(encoding: object) -> str:
    if not isinstance(encoding, str) or "\0" in encoding:
        raise FormatError(f'encoding is {encoding!r}; pass its name, as "utf-8"')
    return encoding
