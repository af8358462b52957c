using OpenLedger.Datanets.Reviews;
using OpenLedger.Studio.Features.Datanets.Review;

namespace OpenLedger.Studio.Tests.Datanets.Crowd;

/// <summary>What each browser remembers beside the store: the votes that it sent, and those that were acknowledged. A file that a killed process leaves behind.</summary>
internal sealed class CrowdLog : IDisposable
{
    private const string Name = "crowd.log";
    private const string Sent = "sent";
    private const string Acknowledged = "done";

    private readonly StreamWriter _writer;
    private readonly Lock _writing = new();

    public CrowdLog(string folder) => _writer = new StreamWriter(Path.Combine(folder, Name), append: true) { AutoFlush = true };

    /// <summary>A vote is on its way.</summary>
    public void Send(string reviewer, Ballot ballot) => Write($"{Sent} {reviewer} {ballot.Key} {ballot.EntryId} {ballot.Verdict}");

    /// <summary>The studio said that it counts.</summary>
    public void Acknowledge(string reviewer, Ballot ballot) => Write($"{Acknowledged} {reviewer} {ballot.Key} {ballot.EntryId} {ballot.Verdict}");

    /// <summary>All votes that were sent, by their keys, and whether they were acknowledged. A half line of the last moment counts as never written.</summary>
    public static IReadOnlyList<(string Reviewer, Ballot Ballot, bool IsAcknowledged)> Read(string folder)
    {
        var lines = File.Exists(Path.Combine(folder, Name)) ? File.ReadAllLines(Path.Combine(folder, Name)).Select(line => line.Split(' ')).Where(words => words.Length == 5 && Enum.TryParse<Verdict>(words[4], out _)).ToList() : [];
        var acknowledged = lines.Where(words => words[0] == Acknowledged).Select(words => words[2]).ToHashSet();
        return [.. lines.Where(words => words[0] == Sent).Select(words => (words[1], BallotOf(words[2], words[3], Enum.Parse<Verdict>(words[4])), acknowledged.Contains(words[2])))];
    }

    public static Ballot BallotOf(string key, string entry, Verdict verdict) =>
        new(key, entry, verdict, verdict == Verdict.Accept ? [] : [new ReasonGiven(ReasonCatalogue.For(verdict).First().Code, Note: "Say which end.")]);

    public void Dispose() => _writer.Dispose();

    private void Write(string line)
    {
        lock (_writing)
        {
            _writer.WriteLine(line);
        }
    }
}
