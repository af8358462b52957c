using Microsoft.Data.Sqlite;

namespace OpenLedger.Studio.Tests.Store;

/// <summary>Does to a store from outside what a full or broken disk does to it, until it is disposed.</summary>
internal sealed class StoreDamage : IDisposable
{
    private readonly string _file;
    private readonly string _mend;

    private StoreDamage(string file, string harm, string mend)
    {
        (_file, _mend) = (file, mend);
        Do(harm);
    }

    /// <summary>Rows of runs cannot be changed.</summary>
    public static StoreDamage OfRuns(string file) => new(
        file, "CREATE TRIGGER refuse_runs BEFORE UPDATE ON Runs BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END;", "DROP TRIGGER refuse_runs;");

    /// <summary>No line can be added to the audit log.</summary>
    public static StoreDamage OfAudit(string file) => new(
        file, "CREATE TRIGGER refuse_audit BEFORE INSERT ON Audit BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END;", "DROP TRIGGER refuse_audit;");

    /// <summary>Searches cannot even be read.</summary>
    public static StoreDamage OfSearches(string file) => new(file, "ALTER TABLE Tunings RENAME TO TuningsElsewhere;", "ALTER TABLE TuningsElsewhere RENAME TO Tunings;");

    public void Dispose() => Do(_mend);

    private void Do(string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = _file, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
