using OpenLedger.Studio.Store;
using OpenLedger.Studio.Store.Rows;

namespace OpenLedger.Studio.Features.Data.Sets;

/// <summary>Adds examples to the end of a new set, many at once, so that a large file neither floods the store's line nor holds up others in it.</summary>
internal sealed class ExampleWriter(WriteQueue queue, string datasetId)
{
    public const int AtOnce = 1_000;

    private readonly List<string> _waiting = [];
    private long _position;

    /// <summary>Adds an example; returns when it is in line.</summary>
    public async Task AddAsync(string content)
    {
        _waiting.Add(content);
        if (_waiting.Count >= AtOnce)
        {
            await EndAsync();
        }
    }

    /// <summary>Writes what waits; returns when it is on the disk.</summary>
    public async Task EndAsync()
    {
        if (_waiting.Count == 0)
        {
            return;
        }

        var (contents, first) = (_waiting.ToArray(), _position);
        _position += contents.Length;
        _waiting.Clear();
        await queue.WriteAsync(context => context.Examples.AddRange(contents.Select((content, index) => new ExampleRow { DatasetId = datasetId, Position = first + index + 1, Content = content })));
    }
}
