using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Tests.Security;

/// <summary>All that a studio keeps, to be compared with what it kept before.</summary>
internal static class StudioState
{
    /// <summary>A connection that notices what others write.</summary>
    public static SqliteConnection Writes(SharedStudio studio)
    {
        var connection = new SqliteConnection($"Data Source={studio.Get<DataFolder>().Database};Mode=ReadOnly;Pooling=False");
        connection.Open();
        return connection;
    }

    /// <summary>Another number after each write of another connection.</summary>
    public static long Count(SqliteConnection writes)
    {
        using var command = writes.CreateCommand();
        command.CommandText = "PRAGMA data_version";
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>A hash of every row and file. Sessions and what the logs say are not about anybody's things.</summary>
    public static string Of(SharedStudio studio)
    {
        var text = new StringBuilder();
        using (var connection = Writes(studio))
        {
            foreach (var table in Column(connection, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('Sessions') AND name NOT LIKE '%\\_fts%' ESCAPE '\\' AND name NOT LIKE 'sqlite%' ORDER BY name"))
            {
                var columns = string.Join(" || '|' || ", Column(connection, $"SELECT name FROM pragma_table_info('{table}')").Where(column => column != "LastSeenAt").Select(column => $"quote(\"{column}\")"));
                text.AppendLine(table).AppendJoin('\n', Column(connection, $"SELECT {columns} FROM \"{table}\" ORDER BY 1")).AppendLine();
            }
        }

        foreach (var room in new[] { "runs", "models", "adapters", "datasets", "tunings", "uploads", "backups", "keys" })
        {
            foreach (var file in Directory.EnumerateFiles(Path.Combine(studio.DataPath, room), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            {
                text.Append(file).Append(' ').Append(new FileInfo(file).Length).AppendLine();
            }
        }

        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static List<string> Column(SqliteConnection connection, string statement)
    {
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        using var reader = command.ExecuteReader();
        var values = new List<string>();
        while (reader.Read())
        {
            values.Add(reader.GetString(0));
        }

        return values;
    }
}
