using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Store;

/// <summary>What happens to the database before anybody uses it: it is checked, kept aside before it is upgraded, and refused where it is newer than this program.</summary>
internal static class StoreOpening
{
    // Older ones can lose a write when two connections reset the write-ahead log at once.
    private static readonly Version OldestEngine = new(3, 51, 3);

    public static void Open(IDbContextFactory<StudioContext> contexts, DataFolder data, TimeProvider clock)
    {
        try
        {
            using var context = contexts.CreateDbContext();
            var isNew = !File.Exists(data.Database);
            context.Database.OpenConnection();
            var connection = (SqliteConnection)context.Database.GetDbConnection();
            CheckEngine(connection);
            if (!isNew)
            {
                CheckFile(connection, data.Database);
                CheckAge(context, data.Database);
                KeepAside(context, connection, data, clock);
            }

            Run(connection, "PRAGMA journal_mode=WAL;");
            context.Database.Migrate();
        }
        catch (SqliteException exception)
        {
            throw new StudioStartException(
                $"The database {data.Database} cannot be used: {exception.Message} Restore a backup from {data.Backups} with ./openledger restore, or name another data folder with --Studio:DataFolder=PATH.");
        }
    }

    private static void CheckEngine(SqliteConnection connection)
    {
        if (Version.Parse(connection.ServerVersion) < OldestEngine)
        {
            throw new StudioStartException($"This SQLite is {connection.ServerVersion}, but {OldestEngine} or newer is needed: older ones can lose writes. Publish the studio anew with the packages it names.");
        }
    }

    private static void CheckFile(SqliteConnection connection, string file)
    {
        if (Run(connection, "PRAGMA quick_check(1);") is not "ok" and var problem)
        {
            throw new StudioStartException($"The database {file} is damaged ({problem}). Restore the last backup with ./openledger restore; the damaged file is left as it is.");
        }
    }

    private static void CheckAge(StudioContext context, string file)
    {
        var unknown = context.Database.GetAppliedMigrations().Except(context.Database.GetMigrations()).ToList();
        if (unknown.Count > 0)
        {
            throw new StudioStartException(
                $"The database {file} was written by a newer studio (it knows \"{unknown[^1]}\"). Start that newer version, or restore a backup from before the upgrade.");
        }
    }

    private static void KeepAside(StudioContext context, SqliteConnection connection, DataFolder data, TimeProvider clock)
    {
        if (!context.Database.GetPendingMigrations().Any())
        {
            return;
        }

        var copy = Path.Combine(data.Backups, $"before-upgrade-{clock.GetUtcNow():yyyyMMdd-HHmmss}.db");
        using var command = connection.CreateCommand();
        command.CommandText = "VACUUM INTO $copy;";
        command.Parameters.AddWithValue("$copy", copy);
        command.ExecuteNonQuery();
    }

    private static string? Run(SqliteConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        return command.ExecuteScalar()?.ToString();
    }
}
