/** An office: its offset from UTC in minutes, and a range of fictional telephone numbers. */
export interface Office {
  readonly city: string;
  readonly utcOffsetMinutes: number;
  readonly latitude: number;
  readonly longitude: number;
  /** `#` is a digit. The ranges are reserved for fiction by the countries' regulators. */
  readonly phonePattern: string;
}

const berlin: Office = {
  city: 'Berlin',
  utcOffsetMinutes: 60,
  latitude: 52.5,
  longitude: 13.4,
  phonePattern: '+49 30 23125 ###',
};
const london: Office = {
  city: 'London',
  utcOffsetMinutes: 0,
  latitude: 51.5,
  longitude: -0.1,
  phonePattern: '+44 20 7946 0###',
};
const paris: Office = {
  city: 'Paris',
  utcOffsetMinutes: 60,
  latitude: 48.9,
  longitude: 2.4,
  phonePattern: '+33 1 99 00 ## ##',
};
const denver: Office = {
  city: 'Denver',
  utcOffsetMinutes: -420,
  latitude: 39.7,
  longitude: -105,
  phonePattern: '+1 303 555 01##',
};
const melbourne: Office = {
  city: 'Melbourne',
  utcOffsetMinutes: 600,
  latitude: -37.8,
  longitude: 145,
  phonePattern: '+61 3 5550 ####',
};

/** How a person differs from a colleague with complete, visible data. */
export type Trait =
  | 'secondaryEmail'
  | 'noPhone'
  | 'noDepartment'
  | 'optedOut'
  | 'guest'
  | 'bot'
  | 'suspended'
  | 'mobile'
  | 'sharesLocation'
  /** Circuit reports little more than the name. */
  | 'sparse'
  | 'plusAddress'
  | 'deleted'
  | 'sessionGuest'
  | 'otherTenant';

/** First name, last name, department, job title, office, traits. */
export type StaffRow = readonly [string, string, string, string, Office, ...Trait[]];

/** The forty people of the fictional company. The first is the default account. */
export const staff: readonly [StaffRow, ...StaffRow[]] = [
  ['Noor', 'Haddad', 'Platform', 'Staff Engineer', berlin, 'secondaryEmail'],
  ['Tomás', 'Oliveira', 'Platform', 'Software Engineer', london],
  ['Mei-Ling', 'Zhou', 'Platform', 'Software Engineer', melbourne, 'secondaryEmail'],
  ['Kwame', 'Boateng', 'Platform', 'Engineering Manager', london, 'sharesLocation'],
  ['Saoirse', 'Ní Bhriain', 'Platform', 'Site Reliability Engineer', london],
  ['Piotr', 'Wiśniewski', 'Platform', 'Software Engineer', berlin, 'mobile'],
  ['Ayesha', 'Rahman', 'Platform', 'Security Engineer', denver],
  ['Jonas', 'Lindqvist', 'Firmware', 'Firmware Lead', berlin],
  ['Yuki', 'Tanabe', 'Firmware', 'Embedded Engineer', melbourne, 'sharesLocation'],
  ['Lucía', 'Ferrer', 'Firmware', 'Embedded Engineer', paris, 'secondaryEmail'],
  ['Oluwaseun', 'Adeyemi', 'Firmware', 'Embedded Engineer', london],
  ['Grzegorz', 'Maj', 'Firmware', 'Test Engineer', berlin, 'noPhone'],
  ['Hannah', 'Goldberg', 'Firmware', 'Test Engineer', denver, 'mobile'],
  ['Aarav', 'Menon', 'Analysis', 'Data Scientist', melbourne],
  ['Camille', 'Dubreuil', 'Analysis', 'Data Scientist', paris],
  ['Ingrid', 'Solheim', 'Analysis', 'Head of Analysis', london, 'sharesLocation'],
  ['Dmytro', 'Koval', 'Analysis', 'Data Engineer', berlin, 'secondaryEmail'],
  ['Leilani', 'Kahale', 'Analysis', 'Data Engineer', denver],
  ['Rosa', 'Marchetti', 'Design', 'Design Lead', paris],
  ['Björn', 'Þórsson', 'Design', 'Product Designer', london],
  ['Anh', 'Nguyễn', 'Design', 'Product Designer', melbourne, 'mobile'],
  ['Chidi', 'Okonkwo', 'Design', 'Technical Writer', denver, 'noPhone'],
  ['Margaret', 'Whitcombe', 'Product', 'Head of Product', london],
  ['Sébastien', 'Lacroix', 'Product', 'Product Manager', paris],
  ['Zeynep', 'Yıldız', 'Product', 'Product Manager', berlin],
  ['Diego', 'Salazar', 'Product', 'Product Manager', denver, 'mobile'],
  ['Fatima', 'El Amrani', 'Customer Care', 'Support Lead', paris],
  ['Liam', "O'Rourke", 'Customer Care', 'Support Engineer', melbourne],
  ['Nadia', 'Petrova', 'Customer Care', 'Support Engineer', berlin, 'plusAddress'],
  ['Tyler', 'Begay', 'Customer Care', 'Support Engineer', denver, 'sparse'],
  ['Priya', 'Chandrasekaran', 'Customer Care', 'Support Engineer', melbourne, 'mobile'],
  ['Emeka', 'Nwosu', 'Sales', 'Account Manager', london, 'mobile', 'deleted'],
  ['Annelies', 'de Vries', 'Sales', 'Account Manager', berlin, 'sessionGuest'],
  ['Malik', 'Washington', 'Sales', 'Head of Sales', denver, 'secondaryEmail'],
  ['Hye-jin', 'Park', 'People', 'People Partner', melbourne, 'optedOut'],
  ['Elena', 'Popescu', 'People', 'Head of People', paris],
  ['Viktor', 'Halász', 'Finance', 'Controller', berlin, 'suspended'],
  ['Teuila', 'Faleolo', '', 'Office Manager', melbourne, 'noDepartment'],
  [
    'Ruth',
    'Abernathy',
    '',
    'Consultant',
    denver,
    'guest',
    'noPhone',
    'noDepartment',
    'otherTenant',
  ],
  ['Build', 'Herald', 'Platform', 'Announces builds', london, 'bot', 'noPhone'],
];
