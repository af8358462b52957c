using Microsoft.Data.Sqlite;

namespace OpenLedger.Studio.Store.Backups;

/// <summary>Copies the database while it is written to, and checks a copy without the program that made it.</summary>
internal static class DatabaseCopy
{
    /// <summary>Copies the state of one moment; returns the number of rows of each table at that moment.</summary>
    public static IReadOnlyDictionary<string, long> Make(string database, string copy)
    {
        using var source = Open(database, SqliteOpenMode.ReadOnly);
        using var target = Open(copy, SqliteOpenMode.ReadWriteCreate);

        // The open transaction holds the moment: the rows that are counted are those that are copied.
        using var moment = source.BeginTransaction(deferred: true);
        var rows = Count(source);
        source.BackupDatabase(target);

        // One file that is whole by itself.
        Ask(target, "PRAGMA journal_mode=DELETE;");
        return rows;
    }

    /// <summary>What is wrong with a copy; null where it is whole and has the rows that it should have.</summary>
    public static string? Problem(string copy, IReadOnlyDictionary<string, long> rows)
    {
        try
        {
            using var connection = Open(copy, SqliteOpenMode.ReadOnly);
            if (Ask(connection, "PRAGMA integrity_check(1);") is not "ok" and var damage)
            {
                return $"the database in it is damaged ({damage})";
            }

            var found = Count(connection);
            var other = rows.Keys.Union(found.Keys).FirstOrDefault(table => rows.GetValueOrDefault(table, -1) != found.GetValueOrDefault(table, -1));
            return other is null ? null : $"the table {other} has {found.GetValueOrDefault(other)} rows, but should have {rows.GetValueOrDefault(other)}";
        }
        catch (SqliteException exception)
        {
            return $"the database in it cannot be read ({exception.Message})";
        }
    }

    private static Dictionary<string, long> Count(SqliteConnection connection)
    {
        var tables = new List<string>();
        using (var command = connection.CreateCommand())
        {
            command.CommandText = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name;";
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                tables.Add(reader.GetString(0));
            }
        }

        return tables.ToDictionary(table => table, table => long.Parse(Ask(connection, $"SELECT COUNT(*) FROM \"{table.Replace("\"", "\"\"", StringComparison.Ordinal)}\";")!, System.Globalization.CultureInfo.InvariantCulture));
    }

    private static string? Ask(SqliteConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        return command.ExecuteScalar()?.ToString();
    }

    private static SqliteConnection Open(string file, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false, Cache = SqliteCacheMode.Private, DefaultTimeout = 30 }.ToString());
        connection.Open();
        return connection;
    }
}
