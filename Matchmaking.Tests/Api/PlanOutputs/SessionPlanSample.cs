using Matchmaking.Core.Sessions;

namespace Matchmaking.Tests.Api.PlanOutputs;

/// <summary>What a sample plan and its session may differ in.</summary>
internal sealed class SessionPlanSample
{
    public string Title { get; set; } = "武汉市低空经济产业链融资对接会（第十一期）";

    public string? Venue { get; set; } = "光谷科技会展中心三楼多功能厅";

    public DateTimeOffset? StartsAt { get; set; } = new(2026, 11, 20, 6, 0, 0, TimeSpan.Zero);

    public int Rounds { get; set; }

    public PlanStatus Status { get; set; } = PlanStatus.Published;

    public int? SupersededBy { get; set; }
}
