//! The features of a turn: of each candidate, of nobody, and of choosing who took the turn before, or the one before that.
//!
//! Training and use share this file. Where it changes, [`VERSION`] is raised: weights go with it.

use super::cast::Member;
use super::form::SourceForm;
use super::lead::Lead;
use super::propose::{Back, Candidate, Near, TURNS_AFTER, TURNS_BEFORE, Tied};
use super::scene::{Asked, Scene};
use super::stage::Called;
use crate::entity::spot::Role;
use crate::mention::Form;
use crate::model::hash::{flags, join};
use crate::model::succession::NOBODY;

/// Raised whenever a feature changes.
pub(super) const VERSION: u32 = 8;

const NONE: u64 = 1 << 40;
const SOMEBODY: u64 = 2 << 40;
const AGAIN: u64 = 3 << 40;
const BACK: u64 = 4 << 40;

fn bucket(n: u32) -> u64 {
    match n {
        0..=3 => u64::from(n),
        4..=5 => 4,
        6..=8 => 5,
        9..=14 => 6,
        15..=30 => 7,
        31..=80 => 8,
        _ => 9,
    }
}

/// What the candidates of a turn share: counted once for all of them.
pub(super) struct Company<'s> {
    at: usize,
    count: usize,
    /// The source's noun, as a hash; 0 where it has none.
    noun: u64,
    /// How many are named inside the source, at most three.
    insides: u64,
    /// How many the gazetteer calls by the source's description, at most three.
    aliases: u64,
    /// Whether anybody is mentioned in the turn's paragraph; how many paragraphs back somebody is.
    near: bool,
    back: u32,
    /// How many take part in the talk and agree with the source.
    contenders: usize,
    /// Of a source that describes: whom its noun describes how often, and how often all together.
    described: Option<(&'s [(u32, u32)], u32)>,
}

impl Scene<'_> {
    /// How the source of a turn names, how it was found, and in what kind of document.
    fn form_of(&self, asked: &Asked) -> u64 {
        asked.form as u64 | u64::from(asked.written) << 5 | u64::from(self.dialogue) << 6 | u64::from(asked.apart) << 7
    }

    fn noun(&self, asked: &Asked) -> u64 {
        asked.source.filter(|_| asked.form != SourceForm::Name).map_or(0, |m| self.head(m))
    }

    /// What all candidates of turn `at` have to do with.
    pub(super) fn company(&self, at: usize, all: &[Candidate]) -> Company<'_> {
        let asked = &self.asked[at];
        let noun = self.noun(asked);
        let describes = asked.form.is_nominal();
        let described = if describes { self.cast.described(noun) } else { &[] };
        Company {
            at,
            count: all.len(),
            noun,
            insides: all.iter().filter(|other| other.inside.is_some()).count().min(3) as u64,
            aliases: all.iter().filter(|other| other.alias).count().min(3) as u64,
            near: all.iter().any(|other| other.near.is_some()),
            back: all.iter().filter_map(|other| other.back).map(|back| back.paragraphs).min().unwrap_or(99),
            contenders: all.iter().filter(|other| self.contends(asked, other)).count(),
            described: describes.then_some((described, described.iter().map(|(_, count)| count).sum())),
        }
    }

    /// Whether a candidate takes part in the talk and agrees with the source.
    fn contends(&self, asked: &Asked, candidate: &Candidate) -> bool {
        candidate.key != NOBODY
            && candidate.is_active()
            && asked.agreement.is_none_or(|wanted| self.cast.agrees(candidate.key, wanted) >= 0)
    }

    /// The features of a candidate among its company; nobody is one of them.
    pub(super) fn describe(&self, company: &Company<'_>, candidate: &Candidate, push: &mut impl FnMut(u64)) {
        let &Company { at, count, noun, insides, aliases, .. } = company;
        let asked = &self.asked[at];
        let form = self.form_of(asked);
        if candidate.key == NOBODY {
            let mut add = |template: u64, value: u64| push(join(NONE | template << 8, value));
            let kind = asked.kind as u64;
            add(1, form);
            add(2, form | kind << 8);
            add(3, form | (count as u64) << 8);
            add(8, form | insides << 8);
            add(4, noun);
            add(5, join(form, noun));
            add(6, form | u64::from(company.near) << 8 | bucket(company.back) << 12);
            add(7, form | bucket(asked.gap) << 8);
            if aliases > 0 {
                add(9, form | aliases << 8);
            }
            return;
        }
        let member = self.cast.members[candidate.key as usize];
        let mut add = |template: u64, value: u64| push(join(SOMEBODY | template << 8, value));
        let tied = candidate.tied as u64;
        let agrees = asked.agreement.map_or(31, |agreement| (self.cast.agrees(candidate.key, agreement) + 8) as u64);
        let lean = (self.cast.lean(candidate.key) + 3) as u64 | ((member.called + 2) as u64) << 3;
        let kinds = member.kind as u64 | u64::from(member.anonymous) << 4;
        add(1, form | tied << 8);
        add(2, form | tied << 8 | kinds << 12);
        add(3, form | tied << 8 | agrees << 12);
        add(4, form | agrees << 8);
        add(11, form | lean << 8);
        add(5, form | kinds << 8);
        add(6, form | bucket(member.named) << 8);
        add(7, form | bucket(member.said) << 8);
        add(8, tied | u64::from(member.known) << 8 | u64::from(self.dialogue) << 9 | kinds << 12);
        if tied == Tied::New as u64 || tied == Tied::Entity as u64 || tied == Tied::SameNoun as u64 {
            add(9, join(tied | kinds << 12, noun));
            add(10, join(tied, join(form, noun)));
        }
        if let Some(inside) = candidate.inside {
            let order = u64::from(inside.order) | u64::from(inside.body) << 4 | u64::from(inside.whole) << 5;
            add(14, form | order << 8 | tied << 16);
            add(15, join(inside.before, order | tied << 8));
            add(16, join(inside.behind, order | tied << 8));
            add(17, join(noun, order | tied << 8));
            add(18, form | kinds << 8 | tied << 16);
        }
        let has = u64::from(noun != 0 && self.cast.has_word(candidate.key, noun));
        add(63, form | has << 8 | tied << 12);
        add(64, form | has << 8 | kinds << 12);
        let address = u64::from(asked.address);
        let before =
            at.checked_sub(1).filter(|_| asked.gap <= 2).map_or(0, |before| u64::from(self.asked[before].address));
        add(65, address | lean << 8);
        add(66, before | lean << 8 | bucket(asked.gap.min(3)) << 16);
        add(19, form | insides << 8 | tied << 12 | u64::from(candidate.inside.is_some()) << 16);
        if let Some((all, total)) = company.described {
            let own = all.iter().find(|(key, _)| *key == candidate.key).map_or(0, |(_, count)| *count);
            let share = if own == 0 { u64::from(total == 0) } else { 2 + u64::from(own * 5 / total) };
            add(12, form | share << 8 | bucket(own) << 12);
            add(13, form | share << 8 | tied << 12);
        }
        self.near(asked, candidate.near, &member, &mut add, form);
        self.back(asked, candidate, agrees, &mut add, form);
        self.called(at, candidate.key, &mut add, form);
        self.around(at, candidate.key, &mut add, form);
        self.leads_in(asked, candidate, agrees, &mut add, form);
        let rivals = company.contenders - usize::from(self.contends(asked, candidate));
        let active = flags(&[candidate.before, candidate.after, candidate.addressed]);
        let rivals = rivals.min(3) as u64;
        add(70, form | active << 8 | rivals << 12);
        add(71, form | active << 8 | rivals << 12 | agrees << 16);
        add(72, active | rivals << 4 | u64::from(candidate.near.is_some()) << 8 | lean << 12 | form << 24);
        add(73, form | rivals << 8 | u64::from(candidate.is_active()) << 12 | tied << 16);
        if aliases > 0 {
            let alias = u64::from(candidate.alias) | aliases << 1;
            add(80, form | alias << 8 | tied << 12);
            add(81, join(alias, noun));
            add(82, form | alias << 8 | bucket(member.said) << 12 | kinds << 16);
            add(83, alias | active << 4 | u64::from(candidate.back.is_some()) << 8 | form << 12);
        }
        let narrator = self.narrator == Some(candidate.key);
        add(60, form | u64::from(narrator) << 8);
        if narrator {
            add(61, u64::from(member.anonymous) | form << 1);
        }
        let only = count == 2;
        add(62, form | u64::from(only) << 8);
    }

    /// The mention in the turn's own paragraph.
    fn near(&self, asked: &Asked, near: Option<Near>, member: &Member, add: &mut impl FnMut(u64, u64), form: u64) {
        let Some(near) = near else {
            add(20, form);
            return;
        };
        let spot = self.stage.spot(near.mention);
        let mention = &self.stage.mentions[near.mention as usize];
        let beside = near.beside as u64;
        let (side, distance) = (u64::from(near.side), bucket(near.distance));
        let role = spot.role as u64 | u64::from(spot.main) << 2 | (mention.form as u64) << 3;
        let own = asked.source == Some(near.mention);
        add(21, beside | side << 4 | distance << 8);
        add(22, beside | form << 8);
        add(23, role | side << 8 | beside << 12);
        add(24, bucket(u32::from(near.rank)) | side << 8 | form << 12);
        add(25, u64::from(own) | beside << 4 | form << 8);
        add(26, distance | form << 8);
        add(27, role | form << 8 | side << 16);
        add(28, beside | member.kind as u64 | form << 8);
        add(29, role | bucket(u32::from(near.rank)) << 8 | u64::from(asked.begins) << 12 | side << 16);
    }

    /// The last mention before the turn's paragraph.
    fn back(&self, asked: &Asked, candidate: &Candidate, agrees: u64, add: &mut impl FnMut(u64, u64), form: u64) {
        let near = u64::from(candidate.near.is_some());
        let Some(Back { mention, paragraphs, rank, agreeing, count, last }) = candidate.back else {
            add(30, form | near << 8);
            return;
        };
        let spot = self.stage.spot(mention);
        let own = &self.stage.mentions[mention as usize];
        let paragraphs = bucket(paragraphs);
        let (rank, agreeing) = (bucket(u32::from(rank)), bucket(u32::from(agreeing)));
        let subject = spot.role == Role::Subject;
        let role = u64::from(subject) | u64::from(spot.main) << 1 | u64::from(own.form == Form::Pronoun) << 2;
        let said = u64::from(self.stage.in_content[mention as usize]);
        add(31, form | paragraphs << 8 | near << 12);
        add(32, form | rank << 8 | near << 12);
        add(33, form | agreeing << 8 | agrees << 12);
        add(34, role | paragraphs << 4 | rank << 8 | near << 12);
        add(35, form | role << 8 | paragraphs << 12 | said << 16);
        add(36, form | bucket(u32::from(count)) << 8 | rank << 12);
        add(37, agreeing | rank << 4 | agrees << 8 | role << 12 | paragraphs << 16);
        add(39, form | u64::from(last) << 8 | agrees << 12);
        add(38, form | bucket(asked.gap) << 8 | paragraphs << 12);
    }

    /// Who is spoken of right before a pronoun outside of dialogue.
    fn leads_in(&self, asked: &Asked, candidate: &Candidate, agrees: u64, add: &mut impl FnMut(u64, u64), form: u64) {
        let Some(&Lead { back, .. }) = asked.leads.first() else { return };
        let own = asked.leads.iter().find(|lead| lead.key == candidate.key);
        let part = own.map_or(0, |lead| 1 + lead.part as u64);
        let speaks = u64::from(own.is_some_and(|lead| lead.speaks));
        let tied = u64::from(candidate.tied == Tied::Entity);
        let back = u64::from(back);
        add(90, form | part << 8 | back << 12);
        add(91, form | part << 8 | tied << 12);
        add(92, form | part << 8 | agrees << 12);
        add(93, form | part << 8 | speaks << 12 | back << 16 | tied << 20);
        add(94, part | speaks << 4 | back << 8 | bucket(asked.gap.min(9)) << 12);
        let fresh = u64::from(own.is_some_and(|lead| lead.fresh));
        let rival = u64::from(asked.leads.iter().any(|lead| lead.key != candidate.key && lead.fresh));
        add(95, form | part << 8 | fresh << 12 | rival << 13 | back << 16);
        add(96, form | fresh << 8 | rival << 9 | agrees << 12);
    }

    /// Whether the turn, or one beside it, speaks of the candidate, or calls it by name.
    fn called(&self, at: usize, key: u32, add: &mut impl FnMut(u64, u64), form: u64) {
        let how = |called: &[Called]| match called.iter().find(|called| called.key == key) {
            Some(Called { vocative: true, .. }) => 2,
            Some(_) => 1,
            None => 0u64,
        };
        let own = how(&self.asked[at].called);
        let before = at.checked_sub(1).map_or(0, |before| how(&self.asked[before].called));
        let gap = bucket(self.asked[at].gap.min(9));
        let (after, next_gap) =
            self.asked.get(at + 1).map_or((0, 9), |next| (how(&next.called), bucket(next.gap.min(9))));
        add(40, own | form << 4);
        add(41, before | gap << 4);
        add(42, after | next_gap << 4);
        add(43, before | after << 2 | own << 4);
        add(44, before | gap << 4 | form << 8);
        if let Some(two) = at.checked_sub(2) {
            add(45, how(&self.asked[two].called) | gap << 4);
        }
    }

    /// How far the nearest turns are whose source is the candidate's name, and which way the turns alternate.
    fn around(&self, at: usize, key: u32, add: &mut impl FnMut(u64, u64), form: u64) {
        let (mut before, mut gaps) = (9, 0);
        for back in 1..=TURNS_BEFORE.min(at) {
            gaps += self.asked[at + 1 - back].gap;
            if self.asked[at - back].named == Some(key) {
                before = back as u64;
                break;
            }
        }
        let far = gaps > before as u32 + 2;
        let (mut after, mut next_gaps) = (9, 0);
        for next in 1..=TURNS_AFTER {
            let Some(asked) = self.asked.get(at + next) else { break };
            next_gaps += asked.gap;
            if asked.named == Some(key) {
                after = next as u64;
                break;
            }
        }
        let next_far = next_gaps > after as u32 + 1;
        add(50, before | u64::from(far) << 4 | form << 8);
        add(51, after | u64::from(next_far) << 4 | form << 8);
        add(52, before | after << 4 | u64::from(far) << 8 | u64::from(next_far) << 9);
    }

    /// The features of choosing who took the turn before.
    pub(super) fn again(&self, at: usize, push: &mut impl FnMut(u64)) {
        let Some(before) = at.checked_sub(1) else { return };
        let (asked, last) = (&self.asked[at], &self.asked[before]);
        let (form, last_form) = (self.form_of(asked), self.form_of(last));
        let mut add = |template: u64, value: u64| push(join(AGAIN | template << 8, value));
        let gap = bucket(asked.gap);
        let continues = u64::from(self.turns[at].continues);
        add(1, gap | continues << 4 | u64::from(self.dialogue) << 5);
        add(2, gap | continues << 4 | form << 8);
        add(3, gap | form << 8 | last_form << 16);
        add(4, gap | u64::from(last.asks) << 4 | u64::from(asked.asks) << 5 | form << 8);
        add(5, gap | (asked.kind as u64) << 4 | (last.kind as u64) << 6 | form << 8);
        add(6, gap | u64::from(asked.begins) << 4 | u64::from(last.begins) << 5 | form << 8);
        let other = u64::from(asked.other);
        add(8, gap | other << 4 | form << 8);
        add(9, other | u64::from(self.dialogue) << 1);
        let goes_on = u64::from(asked.goes_on) | u64::from(self.dialogue) << 1;
        add(10, goes_on | gap << 4 | form << 8);
        add(11, goes_on | other << 4 | gap.min(2) << 5);
        let long = |turn: usize| {
            let quotes = &self.turns[turn].quotes;
            let length: u32 =
                quotes.iter().flat_map(|&i| &self.quotes[i as usize].content).map(|s| s.end - s.start).sum();
            bucket(length / 40)
        };
        add(7, gap | long(at) << 4 | long(before) << 8 | u64::from(self.dialogue) << 12);
    }

    /// The features of choosing who took the turn before the last.
    pub(super) fn returns(&self, at: usize, push: &mut impl FnMut(u64)) {
        let Some(before) = at.checked_sub(2) else { return };
        let (asked, last, two) = (&self.asked[at], &self.asked[at - 1], &self.asked[before]);
        let (form, last_form, two_form) = (self.form_of(asked), self.form_of(last), self.form_of(two));
        let mut add = |template: u64, value: u64| push(join(BACK | template << 8, value));
        let gaps = bucket(asked.gap) | bucket(last.gap) << 4;
        add(1, gaps | u64::from(self.dialogue) << 8);
        add(2, gaps | form << 8);
        add(3, gaps | form << 8 | last_form << 16 | two_form << 24);
        add(4, gaps | form << 8 | last_form << 16);
        add(5, gaps | u64::from(two.asks) << 8 | u64::from(last.asks) << 9 | form << 12);
        add(6, gaps | u64::from(last.begins) << 8 | u64::from(asked.begins) << 9 | form << 12);
    }
}
