using Parquet;
using Parquet.Serialization;

namespace OpenLedger.Studio.Features.Data.Import;

/// <summary>
/// The rows of a Parquet file. The library reads a row group whole, and whoever made the file chose its size; so each group is measured
/// by its page headers before it is read. It works on a background thread, so waiting for the library there holds nobody up.
/// </summary>
internal sealed class ParquetRows(ImportFile file, ImportLimits limits) : RowSource
{
    private const long MostValues = 50_000_000;

    private static readonly ParquetOptions Options = new() { TreatByteArrayAsString = true };

    private double _done;

    public override double Done => _done;

    public override IEnumerable<SourceRow> Rows(CancellationToken cancellation)
    {
        using var stream = file.Open();
        var groups = Measured(stream, cancellation);
        var number = 0L;
        for (var group = 0; group < groups; group++)
        {
            cancellation.ThrowIfCancellationRequested();
            stream.Position = 0;
            var current = group;
            var rows = Guarded(() => ParquetSerializer.DeserializeUntypedAsync(stream, Options, current, cancellation).GetAwaiter().GetResult().Data);
            foreach (var row in rows)
            {
                cancellation.ThrowIfCancellationRequested();
                yield return Row(++number, row!);
            }

            _done = (group + 1.0) / groups;
        }
    }

    public override void Dispose()
    {
        // Nothing is held between two rows: the stream belongs to the reading itself.
    }

    private SourceRow Row(long number, Dictionary<string, object?> cells)
    {
        var fields = ParquetValues.Row(cells);
        return TextLength.Of(fields) <= limits.RowBytes
            ? new SourceRow(number, fields)
            : SourceRow.Unreadable(number, ProblemKind.TooLong, new Wording("The row is longer than {0} MB. Cut it into several.", limits.RowBytes >> 20), string.Empty);
    }

    /// <summary>The number of row groups, after none of them was found to be too large.</summary>
    private int Measured(Stream stream, CancellationToken cancellation) => Guarded(() =>
    {
        var reader = ParquetReader.CreateAsync(stream, Options, leaveStreamOpen: true, cancellation).GetAwaiter().GetResult();
        try
        {
            var groups = reader.Metadata?.RowGroups ?? [];
            if (reader.Schema.Fields.Count > limits.Columns)
            {
                throw new UnreadableFileException(new Wording("The table has {0} columns; at most {1} are read. Check that the right delimiter is chosen, or take columns out.", reader.Schema.Fields.Count, limits.Columns));
            }

            for (var index = 0; index < groups.Count; index++)
            {
                cancellation.ThrowIfCancellationRequested();
                var chunks = groups[index].Columns.Select(column => column.MetaData ?? throw new InvalidDataException("a column has no description")).ToList();
                var bytes = chunks.Sum(chunk => ParquetPages.UnpackedBytes(stream, chunk));
                var values = chunks.Sum(chunk => chunk.NumValues is >= 0 and <= MostValues ? chunk.NumValues : MostValues + 1);
                if (bytes > limits.RowGroupBytes || values > MostValues || groups[index].NumRows is < 0 or > MostValues)
                {
                    throw new UnreadableFileException(new Wording("Row group {0} unpacks to more than {1} MB, and a group is read whole. Save the file with smaller groups (row_group_size=10000), or as JSON Lines.", index + 1, limits.RowGroupBytes >> 20));
                }
            }

            return groups.Count;
        }
        finally
        {
            reader.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    });

    /// <summary>What the library throws at a damaged file has many types; to a person it is one thing.</summary>
    private static T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or UnreadableFileException or OutOfMemoryException))
        {
            throw new UnreadableFileException(new Wording("The Parquet file cannot be read ({0}). Save it again, or as JSON Lines.", exception.Message.TrimEnd('.')));
        }
    }
}
