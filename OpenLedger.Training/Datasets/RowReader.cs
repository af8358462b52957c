using System.Text.Json.Nodes;
using System.Text.Unicode;
using OpenLedger.Training.Json;

namespace OpenLedger.Training.Datasets;

/// <summary>Reads the rows of a file one by one in a given form; whatever is wrong becomes a problem, and the next row follows.</summary>
/// <param name="form">Makes a value of a row, or throws <see cref="DatasetProblemException"/>.</param>
/// <param name="emptyFile">What to say of a file without rows.</param>
internal sealed class RowReader<T>(Func<JsonNode?, ExampleSource, T> form, string emptyFile)
    where T : class
{
    public IEnumerable<RowOutcome<T>> Read(string path, CancellationToken cancellation)
    {
        var stream = Open(path, out var problem);
        if (stream is null)
        {
            yield return new RowOutcome<T>(null, problem);
            yield break;
        }

        foreach (var row in Read(stream, path, cancellation))
        {
            yield return row;
        }
    }

    public IEnumerable<RowOutcome<T>> Read(Stream stream, string file, CancellationToken cancellation)
    {
        using (stream)
        {
            var scanner = new RowScanner(stream, file);
            var any = false;
            while (Next(scanner, file, cancellation) is { } outcome)
            {
                any = true;
                yield return outcome;
                if (outcome.IsLast)
                {
                    yield break;
                }
            }

            if (!any)
            {
                yield return new RowOutcome<T>(null, new DatasetProblem(file, null, null, emptyFile));
            }
        }
    }

    /// <summary>The values, up to the first problem.</summary>
    /// <exception cref="TrainingException">The first problem.</exception>
    public static IEnumerable<T> Strictly(IEnumerable<RowOutcome<T>> rows)
    {
        foreach (var row in rows)
        {
            yield return row.Value ?? throw new TrainingException(row.Problem!.ToString());
        }
    }

    private RowOutcome<T>? Next(RowScanner scanner, string file, CancellationToken cancellation)
    {
        ReadOnlyMemory<byte> json;
        try
        {
            if (!scanner.TryNext(out json, cancellation))
            {
                return null;
            }
        }
        catch (DatasetProblemException found)
        {
            return new RowOutcome<T>(null, found.Problem) { IsLast = true };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return new RowOutcome<T>(null, Unreadable(file, exception)) { IsLast = true };
        }

        return RowOf(json.Span, new ExampleSource(file, scanner.Row));
    }

    private RowOutcome<T> RowOf(ReadOnlySpan<byte> json, ExampleSource source)
    {
        try
        {
            return Utf8.IsValid(json)
                ? new RowOutcome<T>(form(StrictJson.Parse(json), source), null)
                : new RowOutcome<T>(null, new DatasetProblem(source.File, source.Row, null, "there are bytes that are not UTF-8. Save the file as UTF-8."));
        }
        catch (DatasetProblemException found)
        {
            return new RowOutcome<T>(null, found.Problem);
        }
        catch (StrictJsonException broken)
        {
            var message = FormattableString.Invariant($"this is not JSON that can be read ({broken.Message}, near character {broken.Column}). Each line must hold one whole object; rows that go over several lines belong into one list [ ... ].");
            return new RowOutcome<T>(null, new DatasetProblem(source.File, source.Row, null, message));
        }
    }

    private static FileStream? Open(string path, out DatasetProblem? problem)
    {
        const int Unbuffered = 1;
        try
        {
            problem = null;
            return new FileStream(OutsideFile.Open(path, least: 0), FileAccess.Read, Unbuffered);
        }
        catch (TrainingException exception)
        {
            var named = $"{path}: ";
            problem = new DatasetProblem(path, null, null, exception.Message.StartsWith(named, StringComparison.Ordinal) ? exception.Message[named.Length..] : exception.Message);
            return null;
        }
    }

    private static DatasetProblem Unreadable(string file, Exception exception) =>
        new(file, null, null, $"the file cannot be read on ({exception.Message.TrimEnd('.')}). Check the disk.");
}
