using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace OpenLedger.Studio.Store;

/// <summary>Where the file is, and how each connection to it behaves.</summary>
internal sealed class StoreConnection : DbConnectionInterceptor
{
    public const string FileName = "studio.db";

    // What was acknowledged survives a power cut (FULL); a schema or a cell that somebody forged is not trusted.
    private const string Behaviour =
        "PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA recursive_triggers=ON; PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON; PRAGMA busy_timeout=5000;";

    public static string Of(string file) => new SqliteConnectionStringBuilder
    {
        DataSource = file,
        Mode = SqliteOpenMode.ReadWriteCreate,
        Cache = SqliteCacheMode.Private,
        Pooling = true,
        DefaultTimeout = 10,
    }.ToString();

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Behave(connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Behave(connection);
        return Task.CompletedTask;
    }

    private static void Behave(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Behaviour;
        command.ExecuteNonQuery();
    }
}
