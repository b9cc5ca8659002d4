"""Takes back what a test committed, whatever tables it touched."""

import logging

import psycopg2

from odoo.tools import SQL, mute_logger

_logger = logging.getLogger(__name__)


class CommittedData:
    """Remembers the last row of every table and deletes the rows that came after it.

    Only rows that were added go; the tests restore the settings that they change.
    """

    def __init__(self, registry):
        self.registry = registry
        with registry.cursor() as cr:
            self.marks = {table: self._last_id(cr, table) for table in self._tables(cr)}

    def _tables(self, cr):
        """Tables with a serial number."""
        cr.execute(
            """SELECT c.table_name FROM information_schema.columns c
                 JOIN information_schema.tables t USING (table_schema, table_name)
                WHERE c.table_schema = current_schema() AND c.column_name = 'id'
                  AND c.data_type = 'integer' AND t.table_type = 'BASE TABLE'"""
        )
        return [name for (name,) in cr.fetchall()]

    def _last_id(self, cr, table):
        cr.execute(SQL("SELECT coalesce(max(id), 0) FROM %s", SQL.identifier(table)))
        return cr.fetchone()[0]

    def delete(self):
        with self.registry.cursor() as cr, mute_logger("odoo.sql_db"):
            left = {table for table, mark in self.marks.items() if self._last_id(cr, table) > mark}
            links = self._links(cr)
            cut = False
            while left:
                done = {table for table in left if self._try(cr, self._delete_rows(table))}
                left -= done
                if not done and cut:
                    _logger.warning("left in the database: rows of %s", sorted(left))
                    return
                if not done:
                    # Tables that point at each other: cut the links that may be empty.
                    for table, column in links:
                        if table in left:
                            self._try(cr, self._empty_column(table, column))
                cut = not done

    def _links(self, cr):
        cr.execute(
            """SELECT con.conrelid::regclass::text, att.attname
                 FROM pg_constraint con
                 JOIN pg_attribute att
                   ON att.attrelid = con.conrelid AND att.attnum = con.conkey[1]
                WHERE con.contype = 'f' AND NOT att.attnotnull"""
        )
        return cr.fetchall()

    def _delete_rows(self, table):
        return SQL("DELETE FROM %s WHERE id > %s", SQL.identifier(table), self.marks[table])

    def _empty_column(self, table, column):
        return SQL(
            "UPDATE %s SET %s = NULL WHERE id > %s AND %s IS NOT NULL",
            SQL.identifier(table),
            SQL.identifier(column),
            self.marks[table],
            SQL.identifier(column),
        )

    def _try(self, cr, query):
        try:
            with cr.savepoint(flush=False):
                cr.execute(query)
        except psycopg2.IntegrityError:
            return False
        return True
