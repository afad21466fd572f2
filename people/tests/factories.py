"""Plain valid rows of people for tests."""

import factory
from django.contrib.auth.hashers import make_password

from people.models import GroupMember, InterestGroup, Organization, Person


class PersonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Person

    name = factory.Sequence(lambda number: f"Person Number{number:04}")
    email = factory.Sequence(lambda number: f"person{number}@example.org")
    password = factory.LazyFunction(lambda: make_password(None))


class OrganizationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organization

    name = factory.Sequence(lambda number: f"Organization {number}")
    slug = factory.Sequence(lambda number: f"organization-{number}")


class InterestGroupFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = InterestGroup

    name = factory.Sequence(lambda number: f"Group {number}")
    slug = factory.Sequence(lambda number: f"group-{number}")
    channel_url = "https://forum.example.org/group/"


class GroupMemberFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = GroupMember

    group = factory.SubFactory(InterestGroupFactory)
    person = factory.SubFactory(PersonFactory)
    role = GroupMember.Role.MEMBER
