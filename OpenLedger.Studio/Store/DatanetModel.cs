using Microsoft.EntityFrameworkCore;
using OpenLedger.Studio.Store.Rows;

namespace OpenLedger.Studio.Store;

/// <summary>Keys and indexes of the rows of Datanets.</summary>
internal static class DatanetModel
{
    public static void Declare(ModelBuilder builder)
    {
        builder.Entity<DatanetRow>().HasIndex(datanet => datanet.OwnerId);
        builder.Entity<DatanetVersionRow>().HasKey(version => new { version.DatanetId, version.Version });
        builder.Entity<DatanetMemberRow>().HasKey(member => new { member.DatanetId, member.AccountId });
        builder.Entity<DatanetMemberRow>().HasIndex(member => member.AccountId);

        builder.Entity<EntryRow>().HasIndex(entry => new { entry.DatanetId, entry.State, entry.Order });
        builder.Entity<EntryRow>().HasIndex(entry => new { entry.DatanetId, entry.AuthorId, entry.UpdatedAt });
        builder.Entity<EntryRow>().HasIndex(entry => new { entry.DatanetId, entry.ContentHash });
        builder.Entity<EntryRow>().HasIndex(entry => new { entry.DatanetId, entry.Category, entry.State });
        builder.Entity<EntryRow>().HasIndex(entry => new { entry.DatanetId, entry.AuthorId, entry.State });
        builder.Entity<EntryRevisionRow>().HasKey(revision => new { revision.EntryId, revision.Revision });
        builder.Entity<EntryEventRow>().HasKey(happened => new { happened.DatanetId, happened.Sequence });
        builder.Entity<EntryEventRow>().HasIndex(happened => happened.EntryId);

        builder.Entity<EntryMessageRow>().HasIndex(message => message.EntryId);
        builder.Entity<EntryMessageRow>().HasIndex(message => new { message.DatanetId, message.AuthorId, message.At });

        // Whole answers of the dashboard lie in these two: it reads no row beside them.
        builder.Entity<EntryMilestoneRow>().HasIndex(milestone => new { milestone.DatanetId, milestone.Kind, milestone.At, milestone.Outcome, milestone.Revision, milestone.Waited });
        builder.Entity<ReviewRow>().HasIndex(review => new { review.DatanetId, review.At, review.IsDecision, review.EntryId, review.Revision, review.Verdict });
        builder.Entity<ReviewRow>().HasIndex(review => new { review.EntryId, review.Revision });
        builder.Entity<ReviewRow>().HasIndex(review => new { review.DatanetId, review.ReviewerId, review.At });
        builder.Entity<LeaseRow>().HasKey(lease => new { lease.EntryId, lease.ReviewerId });
        builder.Entity<LeaseRow>().HasIndex(lease => lease.Until);

        builder.Entity<ReleaseRow>().HasIndex(release => new { release.DatanetId, release.CreatedAt });
        builder.Entity<ReleaseEntryRow>().HasKey(entry => new { entry.ReleaseId, entry.LeafIndex });
        builder.Entity<ReleaseEntryRow>().HasIndex(entry => entry.EntryId);

        // Reviewers take the oldest that waits; how many wait, and how many each author brought lately, is counted without reading one.
        builder.Entity<EntryRow>().HasIndex(entry => new { entry.DatanetId, entry.State, entry.QueuedAt, entry.Id });
        builder.Entity<EntryRow>().HasIndex(entry => new { entry.DatanetId, entry.State, entry.AuthorId, entry.DeletedAt });
        builder.Entity<EntryRow>().HasIndex(entry => new { entry.DatanetId, entry.AuthorId, entry.CreatedAt });

        builder.Entity<GoldRow>().HasKey(known => new { known.DatanetId, known.EntryId });
        builder.Entity<GoldAnswerRow>().HasIndex(answer => new { answer.DatanetId, answer.ReviewerId, answer.At });
        builder.Entity<GoldAnswerRow>().HasIndex(answer => new { answer.DatanetId, answer.EntryId });

        builder.Entity<EvaluationSetRow>().HasIndex(set => set.DatanetId);
    }
}
