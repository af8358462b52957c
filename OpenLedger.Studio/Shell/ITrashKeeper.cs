namespace OpenLedger.Studio.Shell;

/// <summary>
/// Something that was deleted and rests: it can come back until its days are over. <c>Bytes</c> is what it takes on the disk,
/// zero where that is nothing to speak of.
/// </summary>
internal sealed record TrashedThing(string Id, string Name, string OwnerId, DateTimeOffset DeletedAt, long Bytes = 0);

/// <summary>
/// What a feature offers for its own deleted things; register it with <c>AddSingleton&lt;ITrashKeeper, ...&gt;()</c>. The trash
/// page lists them, gives them back, and removes them for good when their days are over. Who may do so is checked before.
/// </summary>
internal interface ITrashKeeper
{
    /// <summary>What these things are, in the plural, as <see cref="StorageKinds"/> names them.</summary>
    string Kind { get; }

    IReadOnlyList<TrashedThing> All();

    /// <summary>Gives it back; the reason where that cannot be. Nothing happens to what is not in the trash.</summary>
    Task<Sentence?> RestoreAsync(string id, CancellationToken cancellation);

    /// <summary>Removes it for good, files and rows; the reason where that cannot be. Nothing happens to what is not in the trash.</summary>
    Task<Sentence?> RemoveAsync(string id, CancellationToken cancellation);
}
