using Matchmaking.Core.Common;
using Matchmaking.Core.Plans;
using Matchmaking.Core.Plans.Verification;

using NUnit.Framework;

namespace Matchmaking.Tests.Core.Plans;

/// <summary>The names that leave the program; renaming a member of these enums breaks clients.</summary>
internal sealed class PlanCodesTests
{
    [Test]
    public void Names_OfPlanCodes_AreStable()
    {
        Assert.That(string.Join(' ', KebabEnum<UnassignedReason>.Names), Is.EqualTo("no-eligible-partner no-common-round no-capacity not-worth-it"));
        Assert.That(string.Join(' ', KebabEnum<PlanLimit>.Names),
            Is.EqualTo("min-meetings max-meetings rounds tables pin pin-excluded pin-vetoed pins-over-max availability pin-no-common-round "
                + "pin-unavailable pin-two-rounds pins-in-same-round pins-over-tables"));
        Assert.That(string.Join(' ', KebabEnum<PlanRelaxationKind>.Names),
            Is.EqualTo("lower-min raise-max add-tables add-rounds drop-pins lift-veto extend-availability"));
        Assert.That(KebabEnum<PlanViolationCode>.Names, Has.Count.EqualTo(23).And.All.Match("^[a-z]+(-[a-z]+)*$"));
    }
}
