using Microsoft.Extensions.Logging.Abstractions;
using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Tests.Store;

namespace OpenLedger.Studio.Tests.Shell;

/// <summary>Uploads over a temporary data folder, with a clock and a disk of the test's choice.</summary>
internal sealed class UploadsHouse : IDisposable
{
    private readonly StoreHouse _store;

    public UploadsHouse(TemporaryFolder folder)
    {
        _store = new StoreHouse(folder);
        var options = new StudioOptions { LargestUploadGigabytes = 1 };
        var rules = new UploadRules([new UploadPurpose("model", long.MaxValue, ".zip"), new UploadPurpose("data", 1000, ".csv", ".jsonl")], options, _store.Data, _ => Free, Clock);
        Store = new UploadStore(_store.Data, _store.Contexts, _store.Queue, Clock, NullLogger<UploadStore>.Instance);
        Desk = new Uploads(Store, rules, Clock);
    }

    public ManualClock Clock { get; } = new();

    public long Free { get; set; } = 100_000_000_000;

    public UploadStore Store { get; }

    public Uploads Desk { get; }

    public string Folder => _store.Data.Uploads;

    public async Task<string> BeginAsync(long length, string owner = "vera", string name = "m.zip") => (await Desk.BeginAsync(owner, "model", name, length)).State!.Id;

    public Task<UploadAnswer> WriteAsync(string id, long offset, byte[] bytes, string owner = "vera") =>
        Desk.WriteAsync(owner, id, offset, new MemoryStream(bytes), TestContext.Current.CancellationToken);

    public void Dispose() => _store.Dispose();
}
