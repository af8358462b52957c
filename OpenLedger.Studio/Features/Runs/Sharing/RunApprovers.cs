using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Datanets.Releases;

namespace OpenLedger.Studio.Features.Runs.Sharing;

/// <summary>Who decides whether a run is shared: admins, and curators of the Datanets whose releases it learned from. Nobody but an admin decides of their own.</summary>
internal sealed class RunApprovers(RunFolders folders, ReleaseTrainingDesk releases)
{
    public bool May(RunCard card, CurrentAccount me) =>
        me.IsAdmin || (me.Role.Length > 0 && me.Id != card.OwnerId && releases.Curates(me, [.. PinsOf(card).Select(pin => pin.DatanetId)]));

    /// <summary>Releases that a run learned from and that were withdrawn.</summary>
    public IReadOnlyList<string> Revoked(RunCard card) =>
        [.. PinsOf(card).Where(pin => releases.StateOf(pin.ReleaseId) is OpenLedger.Datanets.Releases.ReleaseState.Revoked).Select(pin => $"{pin.Title} {pin.Version}")];

    private IReadOnlyList<ReleasePin> PinsOf(RunCard card) => ReleasePin.Read(folders.ReadText(RunDesk.IdOf(card), ReleasePin.FileName));
}
