using Microsoft.Data.Sqlite;
using OpenLedger.Attribution;
using OpenLedger.Attribution.Signatures;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Store.Backups;

/// <summary>Whether a data folder has the key that its releases were signed with: with another one nothing can be continued.</summary>
internal static class SigningKeyCheck
{
    /// <summary>What is wrong, in a sentence with the next step; null where the key is the one that signed the last release.</summary>
    public static string? Problem(DataFolder data)
    {
        try
        {
            var key = KeyFile.Open(data.SigningKey);
            return PublicKey.TryParse(LastKey(data.Database)) is { } last && last.Equals(key.PublicKey)
                ? null
                : $"The key at {data.SigningKey} is another than the one that signed the last release. Put the right one there before the next release is made.";
        }
        catch (AttributionException exception)
        {
            return exception.Message;
        }
    }

    private static string? LastKey(string database)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = database, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT json_extract(Card, '$.publicKey') FROM Releases ORDER BY rowid DESC LIMIT 1;";
        return command.ExecuteScalar() as string;
    }
}
