using System.Text;

namespace Matchmaking.Tests.Support;

/// <summary>Three past sessions, uploaded as sheets, with just enough outcomes to train a model.</summary>
internal static class LearnableSeason
{
    private const int Funds = 6;
    private const int Startups = 6;

    public static async Task Upload(ApiClient admin)
    {
        var funds = string.Concat(Enumerable.Range(0, Funds).Select(f => $"\n往期基金{f},vc,venture,5亿,8000万"));
        await Imported(admin, "funds", "name,kind,category,commitmentCny,ticketMaxCny" + funds);
        foreach (var month in new[] { "2026-06", "2026-07", "2026-08" })
            await UploadSession(admin, month);
    }

    private static async Task UploadSession(ApiClient admin, string month)
    {
        var session = (await admin.CreateSession(Bodies.Session().With("month", month))).Id;
        var registrations = new StringBuilder("partyType,name,title,amountCny,stage,sectors");
        for (var f = 0; f < Funds; f++)
            registrations.Append($"\nfund,往期基金{f},,,,");
        for (var s = 0; s < Startups; s++)
            registrations.Append($"\nstartup,往期企业{month}-{s},往期融资{month}-{s},{s + 1}000万,{(s % 2 == 0 ? "a" : "angel")},hydrogen");
        await Imported(admin, $"registrations?sessionId={session}", registrations.ToString());
        var outcomes = new StringBuilder("fundName,startupName,result,occurredOn");
        for (var pair = 0; pair < Funds * Startups; pair++)
        {
            var (fund, startup) = (pair / Startups, pair % Startups);
            if ((fund + startup) % 4 is var grade && grade < 3)
                outcomes.Append($"\n往期基金{fund},往期企业{month}-{startup},{(grade == 0 ? "interested" : grade == 1 ? "met" : "due-diligence")},{month}-20");
        }

        await Imported(admin, $"outcomes?sessionId={session}", outcomes.ToString());
    }

    private static async Task Imported(ApiClient admin, string kind, string csv)
    {
        var imported = await admin.Import(kind, csv);
        if (imported.Count("failed") > 0)
            throw new InvalidOperationException(string.Join('\n', imported.Errors));
    }
}
