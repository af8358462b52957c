using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Archives;
using OpenLedger.Studio.Shell;
using OpenLedger.Training.Checkpoints;

namespace OpenLedger.Studio.Features.Models;

/// <summary>Where a wish to add something went: an id, or the reason why not.</summary>
internal readonly record struct ArrivalReceipt(string? Id, Sentence? Problem);

/// <summary>The one door for models and adapters that are added: takes the wish, shows how far it is, and hears the last word.</summary>
internal sealed class ArrivalDesk(ArrivalBook book, ArrivalFiles files, ArrivalKeeping keeping, Uploads uploads)
{
    private const int LongestName = 80;

    /// <summary>Takes a zip file that was uploaded: a model, or an adapter of the given model.</summary>
    public ArrivalReceipt Begin(CurrentAccount me, UploadedFile upload, string? modelId = null) => me.MayTrain
        ? Receipt(book.Begin(new ArrivalWish(me.Id, upload.FileName) { Upload = upload, ModelId = modelId }))
        : new ArrivalReceipt(null, ModelSentences.NotYours);

    /// <summary>Takes a folder on this computer, which only an admin may name.</summary>
    public ArrivalReceipt Begin(CurrentAccount me, string folder, bool link) => me.IsAdmin
        ? Receipt(book.Begin(new ArrivalWish(me.Id, folder.Trim()) { LocalFolder = folder.Trim(), Link = link }))
        : new ArrivalReceipt(null, ModelSentences.NotYours);

    /// <summary>Models that this person began to add and has not said the last word about.</summary>
    public IReadOnlyList<Arrival> Unfinished(CurrentAccount me) =>
        [.. book.All.Where(arrival => arrival.Wish.OwnerId == me.Id && !arrival.Wish.IsAdapter && arrival.Stage != ArrivalStage.Added)];

    /// <summary>Zip files of models that arrived whole and that nothing became of yet: the studio was started anew in between.</summary>
    public IReadOnlyList<UploadedFile> Waiting(CurrentAccount me) =>
        [.. uploads.Waiting(me.Id, ModelsModule.ModelUpload).Where(file => !book.All.Any(arrival => arrival.Wish.Upload?.Id == file.Id))];

    /// <summary>Removes a file that waits.</summary>
    public Task RemoveAsync(CurrentAccount me, UploadedFile file) => uploads.RemoveAsync(me.Id, file.Id);

    public Arrival? Find(CurrentAccount me, string id) => book.Find(me.Id, id);

    public void Again(CurrentAccount me, string id)
    {
        if (book.Find(me.Id, id) is { } arrival)
        {
            book.Again(arrival);
        }
    }

    /// <summary>Gives it up; nothing of it is left.</summary>
    public async Task GiveUpAsync(CurrentAccount me, string id)
    {
        if (book.Find(me.Id, id) is not { } arrival)
        {
            return;
        }

        book.Forget(id);
        files.Remove(arrival);
        if (arrival.Wish.Upload is { } upload)
        {
            await uploads.RemoveAsync(me.Id, upload.Id);
        }
    }

    /// <summary>The last word: from now on it is a model or an adapter.</summary>
    /// <param name="me">Who says it.</param>
    /// <param name="id">The arrival.</param>
    /// <param name="name">What people will call it.</param>
    /// <param name="templateId">A template of the list; null keeps the model's own.</param>
    public async Task<ArrivalReceipt> AcceptAsync(CurrentAccount me, string id, string name, string? templateId)
    {
        var clean = name.Trim();
        if (clean.Length is 0 or > LongestName || clean.EnumerateRunes().Any(Printable.IsInvisible))
        {
            return new ArrivalReceipt(null, ModelSentences.NameWrong);
        }

        if (!me.MayTrain)
        {
            return new ArrivalReceipt(null, ModelSentences.NotYours);
        }

        if (book.Find(me.Id, id) is not { Stage: ArrivalStage.Ready, Findings: { } findings } arrival)
        {
            return new ArrivalReceipt(null, ModelSentences.Gone);
        }

        if (!arrival.Wish.IsAdapter && ChooseTemplate(arrival, findings, templateId) is { } problem)
        {
            return new ArrivalReceipt(null, problem);
        }

        try
        {
            var added = await keeping.KeepAsync(arrival, findings with { Name = clean }, templateId);
            book.Change(id, now => now with { Stage = ArrivalStage.Added, AddedId = added });
            if (arrival.Wish.Upload is { } upload)
            {
                await uploads.RemoveAsync(me.Id, upload.Id);
            }

            return new ArrivalReceipt(added, null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new ArrivalReceipt(null, ModelSentences.CopyFailed(exception.Message));
        }
    }

    private static ArrivalReceipt Receipt(Arrival? arrival) => arrival is null ? new ArrivalReceipt(null, ModelSentences.TooManyArrivals) : new ArrivalReceipt(arrival.Id, null);

    /// <summary>Writes the chosen template beside the model. A file of its own is put in the place of a linked one, which stays as it is.</summary>
    private Sentence? ChooseTemplate(Arrival arrival, ArrivalFindings findings, string? templateId)
    {
        if (templateId is null)
        {
            return findings.OwnTemplate is null ? ModelSentences.NoSuchTemplate : null;
        }

        if (TrainingTemplate.Find(templateId) is not { } template)
        {
            return ModelSentences.NoSuchTemplate;
        }

        if (findings.PreviewOf(templateId)?.Problem is { } problem)
        {
            return ModelSentences.TemplateFails(problem);
        }

        AtomicFile.Write(Path.Combine(files.FolderOf(arrival), HubFiles.Template), stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(template.Source)));
        return null;
    }
}
