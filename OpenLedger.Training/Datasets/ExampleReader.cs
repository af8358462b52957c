namespace OpenLedger.Training.Datasets;

/// <summary>
/// Reads datasets: JSON Lines, or one JSON list, in UTF-8 with or without a byte order mark. Known rows:
/// <list type="bullet">
/// <item><c>{"messages": [{"role", "content"}, ...]}</c>; other keys (<c>tools</c>, ...) become variables of the chat template</item>
/// <item><c>{"question", "answer"}</c>, <c>{"query", "response", "history"}</c> (ms-swift), <c>{"instruction", "input", "output"}</c> (Alpaca), each with <c>system</c> and <c>history</c> if wanted</item>
/// <item><c>{"conversations": [{"from", "value"}, ...]}</c> (ShareGPT), <c>{"conversation": [{"human", "assistant"}, ...]}</c></item>
/// <item><c>{"prompt", "completion"}</c>: lists of messages, or two plain texts, of which the second is learned</item>
/// <item><c>{"text"}</c>: plain text, all of it learned</item>
/// <item><c>{"input_ids", "labels"}</c>: tokens made before</item>
/// </list>
/// Files may be larger than memory; one row may have 16 MB.
/// </summary>
public static class ExampleReader
{
    /// <summary>How many problems <see cref="ReadAll(string, CancellationToken)"/> lists before it only counts.</summary>
    public const int MostProblems = 1000;

    private static readonly RowReader<Example> Rows = new(
        ExampleForms.Read, "the file holds no rows. Write one example a line, such as {\"question\": \"...\", \"answer\": \"...\"}.");

    /// <summary>Reads examples one by one.</summary>
    /// <exception cref="TrainingException">At the first row that cannot be trained on: names file, row, field and what to do.</exception>
    public static IEnumerable<Example> Read(string path, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(path);
        return RowReader<Example>.Strictly(Rows.Read(path, cancellation));
    }

    /// <summary>Reads examples one by one from a stream; <paramref name="name"/> stands for it in messages.</summary>
    /// <exception cref="TrainingException">At the first row that cannot be trained on.</exception>
    public static IEnumerable<Example> Read(Stream stream, string name, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        return RowReader<Example>.Strictly(Rows.Read(stream, name, cancellation));
    }

    /// <summary>Reads the whole file: all that is good, and every problem.</summary>
    public static DatasetContents ReadAll(string path, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Collected(Rows.Read(path, cancellation));
    }

    /// <summary>Reads a whole stream: all that is good, and every problem.</summary>
    public static DatasetContents ReadAll(Stream stream, string name, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        return Collected(Rows.Read(stream, name, cancellation));
    }

    private static DatasetContents Collected(IEnumerable<RowOutcome<Example>> rows)
    {
        var (examples, problems, problemCount) = (new List<Example>(), new List<DatasetProblem>(), 0);
        foreach (var row in rows)
        {
            if (row.Value is { } example)
            {
                examples.Add(example);
            }
            else if (problemCount++ < MostProblems)
            {
                problems.Add(row.Problem!);
            }
        }

        return new DatasetContents(examples, problems, problemCount);
    }
}
