using Bunit;
using OpenLedger.Datanets.Reviews;
using OpenLedger.Studio.Features.Datanets;
using OpenLedger.Studio.Features.Datanets.Health;
using OpenLedger.Studio.Store.Rows;

namespace OpenLedger.Studio.Tests.Datanets.Health;

public sealed class HealthAgreementTests : ComponentTest
{
    [Fact]
    public async Task Agreement_IsToldByCategory_TheUnclearOneFirst()
    {
        using var house = await HealthHouse.OpenAsync();
        await AddCategoriesAsync(house, "Cooking", "Weather", "Ropes");
        Put(house, "Knots", 12, Verdict.Accept, Verdict.Accept);
        Put(house, "Knots", 12, Verdict.NeedsChanges, Verdict.NeedsChanges);
        Put(house, "Weather", 10, Verdict.Accept, Verdict.Accept);
        Put(house, "Weather", 10, Verdict.Accept, Verdict.NeedsChanges);
        Put(house, "Cooking", 3, Verdict.Accept, Verdict.Accept);
        Put(house, "Cooking", 30, Verdict.Accept);

        var reviewing = (await house.LookAsync(house.Owner)).Reviewing!;

        Assert.Equal((47, 94), (reviewing.Agreement.Texts, reviewing.Agreement.Votes));
        Assert.Equal(
            [("Weather", 20, 40, true), ("Knots", 24, 48, true), ("Cooking", 3, 6, false), ("Ropes", 0, 0, false)],
            reviewing.Categories.Select(category => (category.Name, category.Agreement.Texts, category.Agreement.Votes, category.Agreement.IsEnough)));

        // 30 accept and 10 not: alpha = 1 − 20 ÷ (40 − 960 ÷ 39); AC1 = (1/2 − 1/8) ÷ (7/8).
        Assert.Equal((-0.3, 3 / 7.0), (reviewing.Categories[0].Agreement.Alpha!.Value, reviewing.Categories[0].Agreement.FirstOrder!.Value), Near);
        Assert.Equal((1.0, 1.0), (reviewing.Categories[1].Agreement.Alpha!.Value, reviewing.Categories[1].Agreement.FirstOrder!.Value), Near);
    }

    [Fact]
    public async Task Agreement_OfOneCategory_IsNotToldTwice()
    {
        using var house = await HealthHouse.OpenAsync();
        Put(house, "Knots", 24, Verdict.Accept, Verdict.Accept);

        var reviewing = (await house.LookAsync(house.Owner)).Reviewing!;

        Assert.Equal(24, reviewing.Agreement.Texts);
        Assert.Empty(reviewing.Categories);
    }

    [Fact]
    public void Card_SaysWhereThereIsTooLittleToTell_AndWhereEntriesAreSeenDifferently()
    {
        CategoryAgreement[] categories = [new("Weather", new ReviewerAgreement(20, 40, -0.3, 0.43)), new("Knots", new ReviewerAgreement(24, 48, 1, 1)), new("Cooking", new ReviewerAgreement(3, 6, 1, 1))];

        var rows = Context.Render<AgreementCard>(parameters => parameters.Add(card => card.Agreement, new ReviewerAgreement(47, 94, 0.6, 0.7)).Add(card => card.Categories, categories)).FindAll("tbody tr");

        Assert.Equal(["often seen differently"], rows[0].QuerySelectorAll(".pill").Select(pill => pill.TextContent));
        Assert.Equal(["40", "-0.30", "0.43"], rows[0].QuerySelectorAll("td[data-label]").Select(cell => cell.TextContent));
        Assert.Equal("note", HealthWords.AgreementTone(categories[2].Agreement));
        Assert.Empty(rows[1].QuerySelectorAll(".pill"));
        Assert.EndsWith("not enough yet: 3 of 20 texts", rows[2].TextContent.Trim(), StringComparison.Ordinal);
    }

    private static bool Near((double Alpha, double FirstOrder) one, (double Alpha, double FirstOrder) other) =>
        Math.Abs(one.Alpha - other.Alpha) < 1e-9 && Math.Abs(one.FirstOrder - other.FirstOrder) < 1e-9;

    private static async Task AddCategoriesAsync(HealthHouse house, params string[] names)
    {
        var form = DatanetForm.Of(house.Datanets.Datanets.Find(house.Owner, house.Id)!);
        form.Categories.AddRange(names.Select(name => new DatanetForm.CategoryLine { Name = name }));
        Assert.Empty(await house.Datanets.Datanets.SaveAsync(house.Owner, house.Id, form));
    }

    /// <summary>Texts that reviewers have said this of; what a curator decided afterwards is no vote.</summary>
    private static void Put(HealthHouse house, string category, int texts, params Verdict[] votes) => house.Datanets.People.House.Queue.Write(context =>
    {
        var now = house.Clock.GetUtcNow();
        for (var text = 0; text < texts; text++)
        {
            var id = Guid.NewGuid().ToString("N");
            context.Entries.Add(new EntryRow { Id = id, DatanetId = house.Id, AuthorId = house.Author.Id, State = nameof(EntryState.Accepted), Category = category, Revision = 1, Content = "{}", ContentHash = id, CreatedAt = now, UpdatedAt = now, Card = "{}" });
            context.Reviews.AddRange(votes.Append(Verdict.Decline).Select((verdict, place) => new ReviewRow
            {
                Id = $"{id} {place}",
                DatanetId = house.Id,
                EntryId = id,
                Revision = 1,
                ReviewerId = $"reviewer {place}",
                Verdict = verdict.ToString(),
                Content = "[]",
                At = now,
                IsDecision = place == votes.Length,
            }));
        }
    });
}
