using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Store.Rows;

namespace OpenLedger.Studio.Tests.Store;

public class StoreOpeningTests
{
    [Fact]
    public void Store_KeepsWhatWasWritten_OverARestart()
    {
        using var folder = new TemporaryFolder();
        using (var house = new StoreHouse(folder))
        {
            house.Queue.Write(context => context.Settings.Add(new SettingRow { Key = "a", Value = "1" }));
            Assert.Equal("wal", Scalar(house.Data.Database, "PRAGMA journal_mode;"));
        }

        using var again = new StoreHouse(folder);

        Assert.Equal("1", again.Read(context => context.Settings.Single().Value));
    }

    [Fact]
    public void NewerStore_IsRefused_WithTheReason()
    {
        using var folder = new TemporaryFolder();
        using (var house = new StoreHouse(folder))
        {
            Execute(house.Data.Database, "INSERT INTO __EFMigrationsHistory VALUES ('29990101000000_Future', '99.0.0');");
        }

        var refusal = Assert.Throws<StudioStartException>(() => new StoreHouse(folder));

        Assert.Contains("newer studio", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void UpgradeInPlace_KeepsABackupFirst()
    {
        using var folder = new TemporaryFolder();
        using (var house = new StoreHouse(folder))
        {
            // As a studio leaves it that knew one migration less.
            Execute(house.Data.Database, "DELETE FROM __EFMigrationsHistory; DROP TABLE Settings; CREATE TABLE Old (Text TEXT); INSERT INTO Old VALUES ('kept');");
            foreach (var table in house.Read(context => context.Database.SqlQueryRaw<string>("SELECT name AS Value FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT IN ('Old', '__EFMigrationsHistory')").ToList()))
            {
                Execute(house.Data.Database, $"PRAGMA foreign_keys=OFF; DROP TABLE \"{table}\";");
            }
        }

        using var upgraded = new StoreHouse(folder);

        var backup = Assert.Single(Directory.GetFiles(upgraded.Data.Backups));
        Assert.Equal("kept", Scalar(backup, "SELECT Text FROM Old;"));
        Assert.Equal(0, upgraded.Read(context => context.Settings.Count()));
    }

    [Fact]
    public void DamagedStore_IsRefused_AndLeftAsItIs()
    {
        using var folder = new TemporaryFolder();
        string file;
        using (var house = new StoreHouse(folder))
        {
            file = house.Data.Database;
            house.Queue.Write(context => context.Audit.AddRange(Enumerable.Range(0, 2000).Select(i => new AuditRow { Action = $"test.{i}" })));
            Execute(file, "PRAGMA wal_checkpoint(TRUNCATE);");
        }

        SqliteConnection.ClearAllPools();
        var bytes = File.ReadAllBytes(file);
        Array.Fill(bytes, (byte)0xA5, 8192, bytes.Length / 2);
        File.WriteAllBytes(file, bytes);

        var refusal = Assert.Throws<StudioStartException>(() => new StoreHouse(folder));

        Assert.Contains("estore", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(bytes, File.ReadAllBytes(file));
    }

    [Fact]
    public void Model_AndMigrations_AreOne()
    {
        using var house = new StoreHouse();
        using var context = house.Contexts.CreateDbContext();

        Assert.False(context.Database.HasPendingModelChanges());
    }

    private static string? Scalar(string file, string text)
    {
        using var connection = Connect(file);
        using var command = connection.CreateCommand();
        command.CommandText = text;
        return command.ExecuteScalar()?.ToString();
    }

    private static void Execute(string file, string text) => Scalar(file, text);

    private static SqliteConnection Connect(string file)
    {
        var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        return connection;
    }
}
